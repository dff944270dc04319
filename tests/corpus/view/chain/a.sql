-- The lowest of five views changes its columns; views above come back with their privileges and comments.

CREATE TABLE t (a integer, b text);
CREATE VIEW v1 AS SELECT a, b FROM t;
CREATE VIEW v2 AS SELECT a, b FROM v1;
CREATE VIEW v3 AS SELECT v2.a, count(*) AS n FROM v2 GROUP BY v2.a;
CREATE VIEW v4 AS SELECT v3.n, v1.b FROM v3 JOIN v1 USING (a);
CREATE MATERIALIZED VIEW v5 AS SELECT n FROM v4;
CREATE UNIQUE INDEX v5_n ON v5 (n);
GRANT SELECT ON v3 TO corpus_app;
GRANT SELECT (n) ON v4 TO corpus_bob;
COMMENT ON VIEW v3 IS 'three';
COMMENT ON COLUMN v4.n IS 'n';
ALTER VIEW v2 OWNER TO corpus_alice;
