CREATE FUNCTION f(a int, OUT x int, OUT y bigint) LANGUAGE sql AS 'select 1,2::bigint';
