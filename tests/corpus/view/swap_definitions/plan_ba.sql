DROP VIEW public.v1;
CREATE VIEW public.v1 (a) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v2 (a, one) AS
 SELECT a,
    1 AS one
   FROM public.v1;
