DROP MATERIALIZED VIEW public.read;
ALTER VIEW public.passed OWNER TO corpus_bob;
ALTER VIEW public.seen OWNER TO corpus_alice;
GRANT SELECT (a) ON TABLE inner_side.source TO corpus_alice;
GRANT USAGE ON SCHEMA inner_side TO corpus_alice;
GRANT SELECT ON TABLE public.seen TO corpus_bob;
CREATE MATERIALIZED VIEW public.read (a) AS
 SELECT a
   FROM public.passed;
