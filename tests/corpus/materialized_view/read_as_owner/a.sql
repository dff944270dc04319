-- A view reads its tables as its owner, so the grant must be there when the materialized view is filled, and is taken back after it.
-- keeps: SELECT count(*) FROM public.read

CREATE SCHEMA inner_side;
CREATE TABLE inner_side.source (a integer, b integer);
INSERT INTO inner_side.source VALUES (1, 2);
CREATE VIEW public.seen AS SELECT a FROM inner_side.source;
CREATE VIEW public.passed AS SELECT a FROM public.seen;
GRANT USAGE ON SCHEMA inner_side TO corpus_alice;
GRANT SELECT (a) ON inner_side.source TO corpus_alice;
GRANT SELECT ON public.seen TO corpus_bob;
ALTER VIEW public.seen OWNER TO corpus_alice;
ALTER VIEW public.passed OWNER TO corpus_bob;
CREATE MATERIALIZED VIEW public.read AS SELECT a FROM public.passed;
