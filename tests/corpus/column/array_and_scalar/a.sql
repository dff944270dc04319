-- rows: public.t
CREATE TABLE t (id integer, a text, b text[], c integer[]);
INSERT INTO t VALUES (1, NULL, NULL, '{}');
