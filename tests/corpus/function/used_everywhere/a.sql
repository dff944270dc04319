-- A change of signature reaches a default, a check, a generated column, an index, a policy, a view, a trigger condition, a domain and an aggregate.

CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE DOMAIN d AS integer CHECK (f(VALUE) > 0);
CREATE TABLE t (a integer DEFAULT f(1), b integer GENERATED ALWAYS AS (f(a)) STORED, c d, CONSTRAINT k CHECK (f(a) > 0));
CREATE INDEX i ON t (f(a));
CREATE POLICY p ON t USING (f(a) > 1);
CREATE VIEW v AS SELECT f(a) AS x FROM t;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW WHEN (f(NEW.a) > 0) EXECUTE FUNCTION trg();
CREATE FUNCTION g(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN f(a);
