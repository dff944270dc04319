CREATE TABLE t (id integer PRIMARY KEY, x text, y text, CONSTRAINT t_xy CHECK (x <> y), CONSTRAINT t_x UNIQUE (x));
CREATE INDEX t_multi ON t (y, x);
CREATE VIEW v AS SELECT id, x, y FROM t;
CREATE STATISTICS t_st ON x, y FROM t;
COMMENT ON COLUMN t.x IS 'to be dropped';
GRANT SELECT (x, y) ON t TO corpus_app;
