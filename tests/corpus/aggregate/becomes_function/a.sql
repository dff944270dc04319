CREATE AGGREGATE x(integer) (SFUNC = int4larger, STYPE = integer);
CREATE FUNCTION y(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
