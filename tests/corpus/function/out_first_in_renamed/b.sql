CREATE FUNCTION f(OUT x int, b int) LANGUAGE sql AS 'select 1';
