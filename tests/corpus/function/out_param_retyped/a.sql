CREATE FUNCTION f(a int, OUT x int, OUT y int) LANGUAGE sql AS 'select 1,2';
