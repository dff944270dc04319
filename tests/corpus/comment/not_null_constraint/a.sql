-- requires: pg >= 18
CREATE TABLE t (a integer CONSTRAINT a_nn NOT NULL, b integer NOT NULL);

COMMENT ON CONSTRAINT t_b_not_null ON t IS 'old';
