CREATE TABLE t (id integer, w integer, g integer GENERATED ALWAYS AS (w + 2) STORED);
CREATE INDEX t_g ON t (g);
CREATE VIEW v AS SELECT g FROM t;
COMMENT ON COLUMN t.g IS 'made';
GRANT SELECT (g) ON t TO corpus_app;
