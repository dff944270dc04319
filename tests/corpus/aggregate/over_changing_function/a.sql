-- The state function's signature changes; a view uses the aggregate.

CREATE FUNCTION acc(s integer, v integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT s + v';
CREATE AGGREGATE total(integer) (SFUNC = acc, STYPE = integer, INITCOND = '0');
CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT total(a) AS x FROM t;
