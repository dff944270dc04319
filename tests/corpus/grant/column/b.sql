CREATE TABLE t (id integer, x text, "Y y" text);
CREATE VIEW v AS SELECT id, x FROM t;
GRANT SELECT (id, "Y y"), INSERT (id), REFERENCES (id) ON t TO corpus_app;
GRANT UPDATE (x) ON t TO corpus_bob;
GRANT SELECT (x) ON t TO PUBLIC;
GRANT SELECT (id), UPDATE (x) ON v TO corpus_app;
