-- rows: public.t
CREATE TABLE t (id integer, a integer, b integer, CONSTRAINT gone CHECK (a > 0), CONSTRAINT changed CHECK (a < 10), CONSTRAINT no_inh CHECK (b > 0) NO INHERIT, CONSTRAINT renamed_a CHECK (a <> 7));
INSERT INTO t VALUES (1, 2, 3);
