-- requires: pg >= 17
CREATE TABLE t (id integer);
CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;
GRANT ALL ON t TO corpus_bob;
