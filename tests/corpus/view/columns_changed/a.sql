-- CREATE OR REPLACE can't drop, rename, reorder or retype columns.

CREATE TABLE t (a integer, b text, c date);

CREATE VIEW dropped AS SELECT a, b, c FROM t;
CREATE VIEW renamed AS SELECT a, b FROM t;
CREATE VIEW reordered AS SELECT a, b FROM t;
CREATE VIEW retyped AS SELECT a, b FROM t;
CREATE VIEW recollated AS SELECT a, b FROM t;
