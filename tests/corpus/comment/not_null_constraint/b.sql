-- requires: pg >= 18
CREATE TABLE t (a integer CONSTRAINT a_nn NOT NULL, b integer NOT NULL);

COMMENT ON CONSTRAINT a_nn ON t IS 'it''s filled';
