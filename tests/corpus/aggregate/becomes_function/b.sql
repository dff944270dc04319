CREATE FUNCTION x(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE AGGREGATE y(integer) (SFUNC = int4larger, STYPE = integer);
