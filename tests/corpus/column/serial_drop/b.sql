-- rows: public.t
CREATE TABLE t (id bigint PRIMARY KEY, small integer NOT NULL);
INSERT INTO t VALUES (1, 1);
