-- requires: extension citext
-- An extension's type is used by a column, a function, an index and a default.

CREATE TABLE account (id integer PRIMARY KEY, email text);
