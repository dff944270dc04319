-- A table's default calls a function whose result type is another table, whose check calls a function over the first.

CREATE TABLE a (id integer);
CREATE FUNCTION first_a() RETURNS a LANGUAGE sql STABLE AS 'SELECT * FROM public.a LIMIT 1';
CREATE TABLE b (id integer, pick integer DEFAULT (first_a()).id);
CREATE FUNCTION b_ok(r b) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT r.id > 0';
ALTER TABLE b ADD CONSTRAINT ok CHECK (b_ok(b));
CREATE VIEW over_b AS SELECT b.id, b_ok(b) AS ok FROM b;
CREATE FUNCTION all_over() RETURNS SETOF over_b LANGUAGE sql STABLE BEGIN ATOMIC SELECT id, ok FROM over_b; END;
ALTER TABLE a ADD COLUMN n bigint DEFAULT length(first_a()::text);
