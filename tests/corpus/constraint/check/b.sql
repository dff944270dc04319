-- rows: public.t
CREATE TABLE t (id integer, a integer, b integer CHECK (b <> 9), CONSTRAINT changed CHECK (a < 20 AND b IS NOT NULL), CONSTRAINT no_inh CHECK (b > 0), CONSTRAINT added CHECK (a < b) NO INHERIT, CONSTRAINT renamed_b CHECK (a <> 7), CHECK (id > 0 OR a IN (1, 2, 3)));
INSERT INTO t VALUES (1, 2, 3);
