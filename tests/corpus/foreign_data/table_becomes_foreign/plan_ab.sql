DROP VIEW public.v;
DROP TABLE public.t;
CREATE FOREIGN TABLE public.t (
    a integer,
    b text
) SERVER srv;
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.t;
