-- One name space for types, shared with tables.

CREATE TYPE a AS ENUM ('x');
CREATE DOMAIN b AS integer;
CREATE TYPE c AS (x integer);
CREATE TYPE d AS RANGE (SUBTYPE = integer);
CREATE TABLE e (x integer);
