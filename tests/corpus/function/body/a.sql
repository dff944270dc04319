CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  RETURN a + 1;
END
$$;
CREATE FUNCTION g(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION h(a integer) RETURNS integer LANGUAGE sql RETURN a;
