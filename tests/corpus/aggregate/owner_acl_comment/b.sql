CREATE SCHEMA s;
CREATE FUNCTION s.acc(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s + v';

CREATE AGGREGATE s.agg(integer) (SFUNC = s.acc, STYPE = bigint);
CREATE AGGREGATE s.star(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
ALTER AGGREGATE s.agg(integer) OWNER TO corpus_alice;
REVOKE ALL ON FUNCTION s.agg(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION s.agg(integer) TO corpus_app;
COMMENT ON AGGREGATE s.agg(integer) IS 'sum''s sister';
