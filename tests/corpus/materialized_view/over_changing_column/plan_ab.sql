SET search_path = '';
DROP MATERIALIZED VIEW public.m;
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE MATERIALIZED VIEW public.m (a, n) AS
 SELECT a,
    count(*) AS n
   FROM public.t
  GROUP BY a;
CREATE UNIQUE INDEX m_u ON public.m USING btree (a);
RESET search_path;
