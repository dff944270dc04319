-- rows: public.t
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE TABLE u (id integer);
INSERT INTO t VALUES (1);
