-- Nothing of a range can be altered: all has to be made anew, with its columns.

CREATE FUNCTION diff(a integer, b integer) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT (a - b)::float8';
CREATE TYPE sub AS RANGE (SUBTYPE = integer);
CREATE TYPE dif AS RANGE (SUBTYPE = integer);
CREATE TYPE coll AS RANGE (SUBTYPE = text, COLLATION = "C");
CREATE TYPE multi AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = multi_old);
CREATE TABLE t (a sub, b dif[]);
CREATE FUNCTION f(x sub) RETURNS sub LANGUAGE sql AS 'SELECT x';
