CREATE FUNCTION plus(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $2';
CREATE OPERATOR + (FUNCTION = plus, LEFTARG = text, RIGHTARG = text);
CREATE VIEW v AS SELECT 'a'::text + 'b'::text AS ab;
ALTER OPERATOR + (text, text) OWNER TO corpus_alice;
