-- Several columns, MATCH FULL, SET NULL of some columns, reference to a unique key or a unique index.

CREATE TABLE r (a integer, b integer, c integer UNIQUE, d integer, PRIMARY KEY (a, b));
CREATE UNIQUE INDEX r_d ON r (d);
CREATE TABLE t (x integer, y integer, z integer,
  CONSTRAINT f FOREIGN KEY (x, y) REFERENCES r MATCH FULL,
  CONSTRAINT g FOREIGN KEY (x, y) REFERENCES r ON DELETE SET NULL (y),
  CONSTRAINT h FOREIGN KEY (y, x) REFERENCES r (b, a) ON DELETE SET DEFAULT (x),
  CONSTRAINT i FOREIGN KEY (z) REFERENCES r (c),
  CONSTRAINT j FOREIGN KEY (z) REFERENCES r (d));
