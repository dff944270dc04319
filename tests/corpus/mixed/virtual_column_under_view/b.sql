-- rows: public.t
-- requires: pg >= 18
CREATE TABLE t (id integer, w bigint, g bigint GENERATED ALWAYS AS (w * 2) STORED);
CREATE VIEW v AS SELECT id, g FROM t;
CREATE POLICY p ON t USING (g > 0);
INSERT INTO t (id, w) VALUES (1, 2);
