-- rows: public.t
CREATE TABLE t (id integer PRIMARY KEY, xs integer[]);
INSERT INTO t VALUES (1, '{1,2}');
