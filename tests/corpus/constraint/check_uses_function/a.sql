CREATE FUNCTION valid(i integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT i > 0';
CREATE TABLE t (id integer, CONSTRAINT ok CHECK (valid(id)));
