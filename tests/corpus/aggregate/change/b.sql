CREATE FUNCTION acc(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s + v';
CREATE FUNCTION acc2(s bigint, v integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s - v';

CREATE AGGREGATE sfunc(integer) (SFUNC = acc2, STYPE = bigint);
CREATE AGGREGATE init(integer) (SFUNC = acc, STYPE = bigint, INITCOND = '1');
CREATE AGGREGATE par(integer) (SFUNC = acc, STYPE = bigint, PARALLEL = RESTRICTED);
CREATE AGGREGATE fin(integer) (SFUNC = acc, STYPE = bigint);
CREATE AGGREGATE sort(integer) (SFUNC = int4larger, STYPE = integer, SORTOP = OPERATOR(pg_catalog.>));
CREATE AGGREGATE stype(integer) (SFUNC = acc, STYPE = bigint);
