CREATE SCHEMA "S s";
CREATE TABLE t (a integer, b text, c date, "D d" integer);

CREATE STATISTICS st1 ON a, b FROM t;
CREATE STATISTICS st2 (ndistinct) ON a, b, c FROM t;
CREATE STATISTICS st3 (dependencies, mcv) ON a, "D d" FROM t;
CREATE STATISTICS st4 ON (a + 1), lower(b), c FROM t;
CREATE STATISTICS st5 ON (date_trunc('month', c::timestamp)) FROM t;
CREATE STATISTICS "S s"."St 6" (ndistinct, mcv) ON a, (b || 'it''s') FROM t;
ALTER STATISTICS st1 SET STATISTICS 500;
COMMENT ON STATISTICS st1 IS 'it''s one';
