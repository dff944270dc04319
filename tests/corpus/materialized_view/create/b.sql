CREATE TABLE t (a integer, b text);

CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
CREATE MATERIALIZED VIEW "M n" ("X y", z) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false) AS SELECT a, b FROM t WITH NO DATA;
CREATE UNIQUE INDEX m_a ON m (a) INCLUDE (b) WHERE a > 0;
CREATE INDEX m_e ON m (lower(b));
