-- rows: public.t
CREATE TABLE t (id integer, a text, b text, c text, d text, e bytea, f text);
ALTER TABLE t ALTER b SET STORAGE EXTERNAL;
ALTER TABLE t ALTER d SET COMPRESSION pglz;
ALTER TABLE t ALTER f SET STATISTICS 100;
INSERT INTO t VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f');
