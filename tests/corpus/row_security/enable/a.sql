-- rows: public.t
CREATE TABLE t (id integer);
CREATE TABLE u (id integer);
ALTER TABLE u ENABLE ROW LEVEL SECURITY;
INSERT INTO t VALUES (1);
