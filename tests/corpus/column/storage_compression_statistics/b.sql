-- rows: public.t
CREATE TABLE t (id integer, a text, b text, c text, d text, e bytea, f text);
ALTER TABLE t ALTER a SET STORAGE MAIN;
ALTER TABLE t ALTER c SET COMPRESSION pglz;
ALTER TABLE t ALTER e SET STORAGE PLAIN;
ALTER TABLE t ALTER id SET STATISTICS 0;
ALTER TABLE t ALTER a SET STATISTICS 1000;
INSERT INTO t VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f');
