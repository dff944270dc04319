-- A view that groups by the primary key depends on the constraint itself.

CREATE TABLE t (id integer PRIMARY KEY, name text, n integer);
CREATE VIEW v AS SELECT id, name, count(n) AS c FROM t GROUP BY id;
