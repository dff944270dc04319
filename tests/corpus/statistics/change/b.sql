CREATE TABLE t (a integer, b text, c date);
CREATE TABLE u (a integer, b text, c date);

CREATE STATISTICS cols ON a, c FROM t;
CREATE STATISTICS kinds (ndistinct, dependencies) ON a, b FROM t;
CREATE STATISTICS expr ON (a + 2), b FROM t;
CREATE STATISTICS target ON a, b FROM t;
CREATE STATISTICS target2 ON a, b FROM t;
ALTER STATISTICS target2 SET STATISTICS 0;
CREATE STATISTICS tab ON a, b FROM u;
COMMENT ON STATISTICS cols IS 'kept';
ALTER STATISTICS cols SET STATISTICS 77;
