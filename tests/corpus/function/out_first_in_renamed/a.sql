CREATE FUNCTION f(OUT x int, a int) LANGUAGE sql AS 'select 1';
