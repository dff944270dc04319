-- The same names live in two schemas, only one side changes.

CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE a.t (id integer);
CREATE TABLE b.t (id integer);
CREATE FUNCTION a.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';

CREATE INDEX i ON a.t (id);
CREATE FUNCTION b.f() RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE SEQUENCE a.s;
