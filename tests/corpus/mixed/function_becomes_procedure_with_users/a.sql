-- A trigger's function moves to another schema, a default's function becomes an SQL body, a check's function gets another argument name.

CREATE SCHEMA lib;
CREATE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION code(n integer) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN n::text; END';
CREATE FUNCTION ok(a text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a <> ''''';
CREATE TABLE t (id integer, c text DEFAULT code(1), CONSTRAINT c_ok CHECK (ok(c)));
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION public.stamp();
