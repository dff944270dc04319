-- ALTER TYPE can't change an attribute's type while a table has a column of it.

CREATE TYPE addr AS (street text, zip text);
CREATE TABLE home (id integer PRIMARY KEY, a addr);
