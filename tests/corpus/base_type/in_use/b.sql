-- The type is defined anew while a column, a cast and an operator use it.

CREATE TYPE n;
CREATE FUNCTION n_in(cstring) RETURNS n LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION n_out(n) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE n (INPUT = n_in, OUTPUT = n_out, LIKE = integer, DEFAULT = '7');

CREATE FUNCTION n_eq(n, n) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'int4eq';
CREATE OPERATOR = (FUNCTION = n_eq, LEFTARG = n, RIGHTARG = n, COMMUTATOR = =);
CREATE CAST (n AS integer) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE TABLE t (id integer, a n, b n[]);
CREATE VIEW v AS SELECT a FROM t WHERE a = '3'::n;
