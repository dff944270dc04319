-- requires: pg >= 18
CREATE TABLE t (id integer, a integer NOT NULL, b integer CONSTRAINT b_must NOT NULL, c integer CONSTRAINT "C is filled" NOT NULL);
