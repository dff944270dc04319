CREATE FUNCTION noarg() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION sum2(integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + b';
CREATE FUNCTION defaults(a integer, b text DEFAULT 'it''s', c integer[] DEFAULT '{1,2}', d timestamptz DEFAULT now()) RETURNS text LANGUAGE sql AS 'SELECT b';
CREATE FUNCTION variadic_any(VARIADIC xs integer[] DEFAULT '{}') RETURNS integer LANGUAGE sql AS 'SELECT cardinality(xs)';
CREATE FUNCTION outs(a integer, OUT b integer, INOUT c text, OUT d date) LANGUAGE sql AS $$ SELECT a, c, current_date $$;
CREATE FUNCTION tab(a integer) RETURNS TABLE (x integer, "Y y" text) LANGUAGE sql ROWS 7 AS $$ SELECT a, 'x' $$;
CREATE FUNCTION setof_int() RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION setof_record() RETURNS SETOF record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION poly(a anyelement, b anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION plp(n integer) RETURNS integer LANGUAGE plpgsql AS $body$
DECLARE
  r integer := 0;  -- a comment with 'quote' and $$ dollars $$
BEGIN
  FOR i IN 1..n LOOP r := r + i; END LOOP;
  RETURN r;
END
$body$;
CREATE FUNCTION std(a integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN a * 2;
CREATE FUNCTION std_block(a integer) RETURNS TABLE (v integer) LANGUAGE sql BEGIN ATOMIC SELECT a; SELECT a + 1 UNION ALL SELECT 3; END;
CREATE FUNCTION win() RETURNS bigint LANGUAGE internal WINDOW IMMUTABLE AS 'window_row_number';
CREATE FUNCTION internal_len(text) RETURNS integer LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textlen';
