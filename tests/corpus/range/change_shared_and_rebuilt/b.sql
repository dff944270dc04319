-- Columns of the range that two parents share, in a table that is rebuilt, in a foreign key, and in generated columns.
-- keeps: SELECT tableoid::regclass::text, s::text FROM public.left_ ORDER BY 1, 2

CREATE TYPE span AS RANGE (SUBTYPE = bigint);
CREATE TABLE left_ (s span);
CREATE TABLE right_ (s span);
CREATE TABLE both_ (more integer) INHERITS (left_, right_);
INSERT INTO left_ VALUES ('[1,3)');
INSERT INTO both_ VALUES ('[3,4)', 1);
CREATE TABLE rebuilt (a integer, b integer, s span) PARTITION BY LIST (b);
CREATE TABLE spans (s span PRIMARY KEY, low integer, made span GENERATED ALWAYS AS (span(low, low + 2)) STORED);
CREATE TABLE users (s span REFERENCES spans, CHECK (NOT isempty(s)), CHECK (lower(s) > 0));
CREATE FUNCTION length_of(span) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT (upper($1) - lower($1))::integer';
CREATE INDEX spans_made ON spans (length_of(made));
