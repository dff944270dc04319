-- A trigger's function moves to another schema, a default's function becomes an SQL body, a check's function gets another argument name.

CREATE SCHEMA lib;
CREATE FUNCTION lib.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION code(n integer) RETURNS text LANGUAGE sql IMMUTABLE RETURN (n + 1)::text;
CREATE FUNCTION ok(value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT value <> ''''';
CREATE PROCEDURE public.stamp() LANGUAGE sql AS '';
CREATE TABLE t (id integer, c text DEFAULT code(1), CONSTRAINT c_ok CHECK (ok(c)));
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION lib.stamp();
