CREATE FUNCTION gen(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n';
CREATE TABLE t (id integer DEFAULT gen(4), x integer);
