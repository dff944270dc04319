CREATE FUNCTION f(a int, OUT x int, OUT z int) LANGUAGE sql AS 'select 1,2';
