-- requires: extension pg_trgm
CREATE TABLE doc (id integer, body text);
