-- A logged table may not refer to an unlogged one: both must change, in the right order.

CREATE UNLOGGED TABLE parent (id integer PRIMARY KEY);
CREATE UNLOGGED TABLE child (id integer PRIMARY KEY, p integer REFERENCES parent);
