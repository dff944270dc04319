-- The cast changes under a view and a generated column that use its function.

CREATE TYPE c AS (a integer);
CREATE FUNCTION c2i(x c) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT (x).a';
CREATE CAST (c AS integer) WITH FUNCTION c2i(c) AS IMPLICIT;
CREATE TABLE t (x c, i integer GENERATED ALWAYS AS (x::integer) STORED);
CREATE VIEW v AS SELECT x::integer AS i FROM t;
