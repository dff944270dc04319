CREATE FUNCTION gen() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id integer DEFAULT gen(), x integer DEFAULT gen());
