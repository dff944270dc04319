-- One name space for types, shared with tables.

CREATE DOMAIN a AS text;
CREATE TYPE b AS (y integer);
CREATE TYPE c AS RANGE (SUBTYPE = bigint);
CREATE TABLE d (x integer);
CREATE TYPE e AS ENUM ('y');
