-- One name, another sort of constraint.

CREATE TABLE r (id integer PRIMARY KEY);
CREATE TABLE t (a integer NOT NULL, b integer, CONSTRAINT c1 UNIQUE (b), CONSTRAINT c2 PRIMARY KEY (a), CONSTRAINT c3 CHECK (b < 5));
