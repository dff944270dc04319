-- Several columns, MATCH FULL, SET NULL of some columns, reference to a unique key or a unique index.

CREATE TABLE r (a integer, b integer, c integer UNIQUE, d integer, PRIMARY KEY (a, b));
CREATE TABLE t (x integer, y integer, z integer, CONSTRAINT f FOREIGN KEY (x, y) REFERENCES r);
