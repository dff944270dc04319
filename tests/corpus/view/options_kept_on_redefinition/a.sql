-- The query changes; the options must not be lost.

CREATE TABLE t (a integer, b text);

CREATE VIEW v WITH (security_invoker = true, security_barrier = true) AS SELECT a FROM t WHERE a > 1 WITH LOCAL CHECK OPTION;
CREATE VIEW w WITH (security_invoker = true) AS SELECT a, b FROM t;
