-- A default that only the parent has.

CREATE TABLE p (id integer, x text);
CREATE TABLE c () INHERITS (p);
