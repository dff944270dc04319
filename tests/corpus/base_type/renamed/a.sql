-- rows: public.t
-- keeps: SELECT a::text, n FROM t
-- A type of another name that the same function reads is renamed; texts that only look like its name stay.

CREATE SCHEMA aux;
CREATE SCHEMA other;
CREATE TYPE aux.one;
CREATE FUNCTION aux.number_in(cstring) RETURNS aux.one LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION aux.number_out(aux.one) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE aux.one (INPUT = aux.number_in, OUTPUT = aux.number_out, LIKE = int4);
CREATE TABLE t (a aux.one DEFAULT '7', b aux.one[], n text DEFAULT 'aux.one', CHECK (n <> 'aux.two'));
INSERT INTO t VALUES ('1', '{2}', 'x');
CREATE TYPE e AS ENUM ('aux.one', 'z');
CREATE TABLE u (e e DEFAULT 'aux.one');
COMMENT ON TABLE t IS 'see aux.one';
CREATE FUNCTION twice(n aux.one) RETURNS aux.one LANGUAGE sql AS 'SELECT n -- aux.one';
COMMENT ON FUNCTION twice(aux.one) IS 'aux.two';
CREATE VIEW v AS SELECT twice(a) AS t, '3'::aux.one AS three FROM t;

