SET search_path = '';
CREATE MATERIALIZED VIEW public."M n" ("X y", z) WITH (autovacuum_enabled=false, fillfactor=70, toast.autovacuum_enabled=false) AS
 SELECT a AS "X y",
    b AS z
   FROM public.t
WITH NO DATA;
CREATE MATERIALIZED VIEW public.m (a, b) AS
 SELECT a,
    b
   FROM public.t;
CREATE UNIQUE INDEX m_a ON public.m USING btree (a) INCLUDE (b) WHERE (a > 0);
CREATE INDEX m_e ON public.m USING btree (lower(b));
RESET search_path;
