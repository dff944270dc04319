-- Parents come in their order, although what one of them needs first keeps it waiting.

CREATE TABLE a (i integer);
CREATE TABLE c (i integer);
CREATE VIEW v AS SELECT i FROM c;
CREATE FUNCTION f(v) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE b (i integer, CONSTRAINT late CHECK (f(NULL::v) > 0));
CREATE TABLE d (i integer, x integer, CONSTRAINT late CHECK (f(NULL::v) > 0));
ALTER TABLE d INHERIT b;
ALTER TABLE d INHERIT c;
ALTER TABLE d INHERIT a;
