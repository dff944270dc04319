-- Objects of the user that are called like the catalog's: tables, types, functions, operators; and names of array types that are taken.

CREATE TABLE pg_class (relname text);
CREATE TYPE date AS (y integer);
CREATE FUNCTION lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE t (a pg_catalog.date, b public.date, c text DEFAULT public.lower('X'));
CREATE TABLE _t (a integer);
