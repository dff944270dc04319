-- rows: public.t
-- requires: pg >= 18
CREATE TABLE t (id integer, a integer, b integer, c integer);
ALTER TABLE t ADD CONSTRAINT b_nn NOT NULL b NOT VALID;
ALTER TABLE t ADD CONSTRAINT c_nn NOT NULL c;
INSERT INTO t VALUES (1, 1, 1, 1);
