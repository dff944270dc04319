-- rows: public.t
CREATE TABLE t (a integer, b integer, c integer, d integer, e integer, CONSTRAINT u1 UNIQUE (a), CONSTRAINT u2 UNIQUE (b), CONSTRAINT u3 UNIQUE (c), CONSTRAINT u4 UNIQUE (d), CONSTRAINT u5 UNIQUE (e));
INSERT INTO t VALUES (1, 1, 1, 1, 1);
