-- requires: pg >= 18
CREATE TABLE t (a integer CONSTRAINT a_nn NOT NULL, b integer NOT NULL NO INHERIT, c integer CONSTRAINT c_nn NOT NULL NO INHERIT);
COMMENT ON CONSTRAINT a_nn ON t IS 'named at last';
