CREATE FUNCTION acc(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s + v';
CREATE FUNCTION acc2(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s - v';

CREATE AGGREGATE sfunc(integer) (SFUNC = acc, STYPE = bigint);
CREATE AGGREGATE init(integer) (SFUNC = acc, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE par(integer) (SFUNC = acc, STYPE = bigint);
CREATE AGGREGATE fin(integer) (SFUNC = acc, STYPE = bigint, FINALFUNC = int8abs);
CREATE AGGREGATE sort(integer) (SFUNC = int4larger, STYPE = integer);
CREATE AGGREGATE stype(integer) (SFUNC = int4larger, STYPE = integer);
