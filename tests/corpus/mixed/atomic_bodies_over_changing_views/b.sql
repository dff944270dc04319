CREATE TABLE t (a integer, b character varying(20), c integer);
CREATE VIEW v AS SELECT c, a, b FROM t;
CREATE FUNCTION f() RETURNS SETOF character varying LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'public' BEGIN ATOMIC SELECT v.b FROM v; END;
CREATE VIEW w AS SELECT f.f AS x FROM f() f(f);
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM w);
CREATE TABLE u (n bigint DEFAULT g());
