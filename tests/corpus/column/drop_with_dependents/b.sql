CREATE TABLE t (id integer PRIMARY KEY, y text);
CREATE INDEX t_multi ON t (y);
CREATE VIEW v AS SELECT id, y FROM t;
GRANT SELECT (y) ON t TO corpus_app;
