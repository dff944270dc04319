DROP VIEW public.v;
DROP FOREIGN TABLE public.t;
CREATE TABLE public.t (
    a integer,
    b text
);
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.t;
