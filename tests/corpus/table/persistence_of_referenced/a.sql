-- A logged table may not refer to an unlogged one: both must change, in the right order.

CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE child (id integer PRIMARY KEY, p integer REFERENCES parent);
