CREATE FUNCTION even(n integer) RETURNS boolean LANGUAGE sql AS 'SELECT n % 2 = 0';
