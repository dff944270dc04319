CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION make(x integer) RETURNS pair LANGUAGE sql IMMUTABLE AS 'SELECT ROW(x, x + 1)::public.pair';
CREATE FUNCTION add(p pair) RETURNS integer LANGUAGE sql IMMUTABLE RETURN (p).a + (p).b;
CREATE VIEW v AS SELECT add(make(1)) AS three;
