-- rows: public.t
CREATE TABLE t (id integer, x text NOT NULL, y text, z integer DEFAULT 0);
INSERT INTO t VALUES (1, 'a', 'b', 3);
