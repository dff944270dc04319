CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  -- it's $1 and \n and %
  RETURN a + 2;  
END
$$;
CREATE FUNCTION g(a integer) RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN a; END';
CREATE FUNCTION h(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
