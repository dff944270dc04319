-- A support function, and functions that live in a library or in the server.

CREATE FUNCTION sup(internal) RETURNS internal LANGUAGE internal AS 'generate_series_int4_support';
CREATE FUNCTION many(a integer) RETURNS SETOF integer LANGUAGE sql STABLE ROWS 42 SUPPORT sup AS 'SELECT 1';
CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c COST 3 AS '$libdir/plpgsql', 'plpgsql_call_handler';
