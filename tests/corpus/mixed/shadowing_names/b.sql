-- Objects of the user that are called like the catalog's: tables, types, functions, operators; and names of array types that are taken.

CREATE TABLE pg_class (relname text, pg_type integer);
CREATE TYPE date AS (y integer, m integer);
CREATE FUNCTION lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $1';
CREATE FUNCTION now() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'late' $$;
CREATE DOMAIN "integer" AS text;
CREATE DOMAIN text AS pg_catalog.text CHECK (VALUE <> 'x');
CREATE FUNCTION int4eq(integer, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR public.= (FUNCTION = public.int4eq, LEFTARG = integer, RIGHTARG = integer);
CREATE TABLE t (a pg_catalog.date, b public.date, c pg_catalog.text DEFAULT pg_catalog.lower('X'), e public."integer", f public.text, g timestamptz DEFAULT pg_catalog.now(), h pg_catalog.text DEFAULT public.now());
CREATE INDEX t_i ON t (public.lower(c));
CREATE VIEW v AS SELECT 1 OPERATOR(public.=) 1 AS x, 1 = 1 AS y, public.now() AS n1, pg_catalog.now() AS n2 FROM public.pg_class;
CREATE TABLE _t (a integer);
CREATE TABLE __t (a integer, b _t[], c t[]);
