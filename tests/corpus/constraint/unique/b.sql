-- rows: public.t
CREATE TABLE t (a integer, b integer, c integer, d integer, e integer, CONSTRAINT u1 UNIQUE (a, b), CONSTRAINT u2 UNIQUE NULLS NOT DISTINCT (b), CONSTRAINT u3 UNIQUE (c) INCLUDE (d, e), CONSTRAINT u4 UNIQUE (d) WITH (fillfactor = 60), CONSTRAINT "U 6" UNIQUE (e));
INSERT INTO t VALUES (1, 1, 1, 1, 1);
