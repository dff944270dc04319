-- A standard body depends on a table's column that is retyped.

CREATE TABLE t (a bigint, b text);
CREATE FUNCTION ins(x integer) RETURNS bigint LANGUAGE sql BEGIN ATOMIC INSERT INTO t (a) VALUES (x); UPDATE t SET b = 'it''s' WHERE a = x; DELETE FROM t WHERE a < 0; SELECT max(a) FROM t; END;
