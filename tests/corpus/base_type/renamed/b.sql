-- rows: public.t
-- keeps: SELECT a::text, n FROM t
-- A type of another name that the same function reads is renamed; texts that only look like its name stay.

CREATE SCHEMA aux;
CREATE SCHEMA other;
CREATE TYPE aux.two;
CREATE FUNCTION aux.number_in(cstring) RETURNS aux.two LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION aux.number_out(aux.two) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE aux.two (INPUT = aux.number_in, OUTPUT = aux.number_out, LIKE = int4);
CREATE TABLE t (a aux.two DEFAULT '7', b aux.two[], n text DEFAULT 'aux.one', CHECK (n <> 'aux.two'));
INSERT INTO t VALUES ('1', '{2}', 'x');
CREATE TYPE e AS ENUM ('aux.one', 'z');
CREATE TABLE u (e e DEFAULT 'aux.one');
COMMENT ON TABLE t IS 'see aux.one';
CREATE FUNCTION twice(n aux.two) RETURNS aux.two LANGUAGE sql AS 'SELECT n -- aux.one';
COMMENT ON FUNCTION twice(aux.two) IS 'aux.two';
CREATE VIEW v AS SELECT twice(a) AS t, '3'::aux.two AS three FROM t;
ALTER TYPE aux.two SET SCHEMA other;
