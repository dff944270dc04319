-- The same constraint name refers to another table.

CREATE TABLE r2 (id integer PRIMARY KEY);
CREATE TABLE t (a integer CONSTRAINT f REFERENCES r2);
