-- Storage, compression, statistics, options, comment and privileges of a column whose type changes, or the domain that is its type.

CREATE TABLE t (id integer, a character varying(5));
ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz, ALTER a SET STATISTICS 50, ALTER a SET (n_distinct = 7);
COMMENT ON COLUMN t.a IS 'kept';
GRANT UPDATE (a) ON t TO corpus_app;
CREATE TABLE child () INHERITS (t);
ALTER TABLE child ALTER a SET STORAGE MAIN;
CREATE DOMAIN note AS character varying(5);
CREATE TABLE u (a note);
ALTER TABLE u ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz;
