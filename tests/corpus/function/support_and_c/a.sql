-- A support function, and functions that live in a library or in the server.

CREATE FUNCTION many(a integer) RETURNS SETOF integer LANGUAGE sql STABLE ROWS 41 AS 'SELECT 1';
