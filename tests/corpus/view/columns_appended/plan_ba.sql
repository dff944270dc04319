DROP VIEW public.v;
CREATE VIEW public.v (a, b) AS
 SELECT a,
    b
   FROM public.t;
