CREATE SCHEMA s;
CREATE FUNCTION s.acc(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s + v';

CREATE AGGREGATE s.agg(integer) (SFUNC = s.acc, STYPE = bigint);
CREATE AGGREGATE s.star(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
COMMENT ON AGGREGATE s.star(*) IS 'counts';
