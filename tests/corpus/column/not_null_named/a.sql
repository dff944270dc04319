-- requires: pg >= 18
CREATE TABLE t (id integer, a integer CONSTRAINT a_must NOT NULL, b integer NOT NULL, c integer CONSTRAINT c_filled NOT NULL);
