-- The same names live in two schemas, only one side changes.

CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (id integer);
CREATE TABLE b.t (id integer);
CREATE FUNCTION a.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';

CREATE INDEX i ON b.t (id);
CREATE FUNCTION b.f() RETURNS integer LANGUAGE sql AS 'SELECT 3';
CREATE SEQUENCE b.s;
