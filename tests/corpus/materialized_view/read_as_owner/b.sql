-- A view reads its tables as its owner, so the grant must be there when the materialized view is filled, and is taken back after it.
-- keeps: SELECT count(*) FROM public.read

CREATE SCHEMA inner_side;
CREATE TABLE inner_side.source (a integer, b integer);
INSERT INTO inner_side.source VALUES (1, 2);
CREATE VIEW public.seen AS SELECT a FROM inner_side.source;
CREATE VIEW public.passed AS SELECT a FROM public.seen;
CREATE MATERIALIZED VIEW public.read AS SELECT a, a AS again FROM public.passed;
