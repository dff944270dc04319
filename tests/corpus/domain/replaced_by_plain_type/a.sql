-- rows: public.t
CREATE DOMAIN d AS integer CHECK (VALUE > 0);
CREATE TABLE t (id d PRIMARY KEY, xs d[]);
INSERT INTO t VALUES (1, '{1,2}');
