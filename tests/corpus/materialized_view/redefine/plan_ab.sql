SET search_path = '';
DROP MATERIALIZED VIEW public.on_top;
DROP VIEW public.v;
DROP MATERIALIZED VIEW public.m;
CREATE MATERIALIZED VIEW public.m (a, b) AS
 SELECT a,
    b
   FROM public.t
  WHERE (a > 0);
CREATE INDEX m_a ON public.m USING btree (a);
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.m;
CREATE MATERIALIZED VIEW public.on_top (x) AS
 SELECT max(a) AS x
   FROM public.m;
RESET search_path;
