-- requires: pg >= 18
CREATE TABLE t (a integer CONSTRAINT a_nn NOT NULL NO INHERIT, b integer NOT NULL, c integer);
