-- Each attribute alone.

CREATE FUNCTION f_volatile() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_strict(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_secdef() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_leak(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_cost() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_rows() RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_parallel() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_set() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f_support(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a LIKE b';
CREATE FUNCTION f_all(a integer) RETURNS SETOF integer LANGUAGE sql STABLE STRICT SECURITY DEFINER LEAKPROOF COST 5 ROWS 50 PARALLEL SAFE SET search_path TO pg_catalog, pg_temp SET work_mem TO '8MB' SUPPORT generate_series_int4_support AS 'SELECT 1';
