-- rows: public.t
CREATE TABLE t (id integer, x text, y text NOT NULL, z integer NOT NULL DEFAULT 0);
INSERT INTO t VALUES (1, 'a', 'b', 3);
