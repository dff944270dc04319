-- Storage, statistics, options, comment and privileges of a column whose type changes.

CREATE TABLE t (id integer, a character varying(5));
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET STATISTICS 50, ALTER a SET (n_distinct = 7);
COMMENT ON COLUMN t.a IS 'kept';
GRANT UPDATE (a) ON t TO corpus_app;
