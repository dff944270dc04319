-- The state function's signature changes; a view uses the aggregate.

CREATE FUNCTION acc(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s + v';
CREATE AGGREGATE total(integer) (SFUNC = acc, STYPE = bigint, INITCOND = '0');
CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT total(a) AS x FROM t;
