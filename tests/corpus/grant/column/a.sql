CREATE TABLE t (id integer, x text, "Y y" text);
CREATE VIEW v AS SELECT id, x FROM t;
GRANT SELECT (id, x) ON t TO corpus_app;
GRANT UPDATE (x) ON t TO corpus_bob WITH GRANT OPTION;
