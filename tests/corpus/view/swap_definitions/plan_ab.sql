DROP VIEW public.v2;
CREATE VIEW public.v2 (a) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE VIEW public.v1 (a, one) AS
 SELECT a,
    1 AS one
   FROM public.v2;
