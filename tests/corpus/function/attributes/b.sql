-- Each attribute alone.

CREATE FUNCTION f_volatile() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION f_strict(a integer) RETURNS integer LANGUAGE sql STRICT AS 'SELECT 1';
CREATE FUNCTION f_secdef() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE FUNCTION f_leak(a integer) RETURNS integer LANGUAGE sql LEAKPROOF AS 'SELECT 1';
CREATE FUNCTION f_cost() RETURNS integer LANGUAGE sql COST 1000 AS 'SELECT 1';
CREATE FUNCTION f_rows() RETURNS SETOF integer LANGUAGE sql ROWS 5 AS 'SELECT 1';
CREATE FUNCTION f_parallel() RETURNS integer LANGUAGE sql PARALLEL RESTRICTED AS 'SELECT 1';
CREATE FUNCTION f_set() RETURNS integer LANGUAGE sql SET search_path TO public, 'My Schema', "x""y" SET datestyle TO iso, dmy SET application_name TO 'it''s' SET "my.custom" TO 'a, b' AS 'SELECT 1';
CREATE FUNCTION f_support(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE SUPPORT textlike_support AS 'SELECT a LIKE b';
CREATE FUNCTION f_all(a integer) RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1';
