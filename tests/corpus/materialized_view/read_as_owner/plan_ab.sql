REVOKE SELECT (a) ON TABLE inner_side.source FROM corpus_alice;
REVOKE USAGE ON SCHEMA inner_side FROM corpus_alice;
REVOKE SELECT ON TABLE public.seen FROM corpus_bob;
DROP MATERIALIZED VIEW public.read;
ALTER VIEW public.passed OWNER TO postgres;
ALTER VIEW public.seen OWNER TO postgres;
CREATE MATERIALIZED VIEW public.read (a, again) AS
 SELECT a,
    a AS again
   FROM public.passed;
