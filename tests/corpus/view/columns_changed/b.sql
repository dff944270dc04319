-- CREATE OR REPLACE can't drop, rename, reorder or retype columns.

CREATE TABLE t (a integer, b text, c date);

CREATE VIEW dropped AS SELECT a, c FROM t;
CREATE VIEW renamed AS SELECT a, b AS bb FROM t;
CREATE VIEW reordered AS SELECT b, a FROM t;
CREATE VIEW retyped AS SELECT a::bigint AS a, b FROM t;
CREATE VIEW recollated AS SELECT a, b COLLATE "C" AS b FROM t;
