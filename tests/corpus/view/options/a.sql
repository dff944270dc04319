CREATE TABLE t (a integer, b text);

CREATE VIEW v1 AS SELECT a FROM t;
CREATE VIEW v2 WITH (security_invoker = true) AS SELECT a FROM t;
CREATE VIEW v3 WITH (security_barrier) AS SELECT a FROM t;
CREATE VIEW v4 AS SELECT a FROM t WHERE a > 1 WITH LOCAL CHECK OPTION;
CREATE VIEW v5 AS SELECT a FROM t WHERE a > 1;
CREATE VIEW v6 WITH (security_barrier = true, security_invoker = true) AS SELECT a FROM t WHERE a > 1 WITH CASCADED CHECK OPTION;
