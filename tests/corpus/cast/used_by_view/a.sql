-- The cast changes under a view and a generated column that use its function.

CREATE TYPE c AS (a integer);
CREATE FUNCTION c2i(c) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
CREATE CAST (c AS integer) WITH FUNCTION c2i(c);
CREATE TABLE t (x c, i integer GENERATED ALWAYS AS (x::integer) STORED);
CREATE VIEW v AS SELECT x::integer AS i FROM t;
