-- One name, another sort of constraint.

CREATE TABLE r (id integer PRIMARY KEY);
CREATE TABLE t (a integer NOT NULL, b integer, CONSTRAINT c1 CHECK (a > 0), CONSTRAINT c2 UNIQUE (a), CONSTRAINT c3 FOREIGN KEY (b) REFERENCES r);
