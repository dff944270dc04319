-- The same constraint name refers to another table.

CREATE TABLE r1 (id integer PRIMARY KEY);
CREATE TABLE t (a integer CONSTRAINT f REFERENCES r1);
