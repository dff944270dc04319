CREATE TABLE t (id integer PRIMARY KEY, name text);
CREATE TABLE u (t_id integer REFERENCES t);
CREATE VIEW v AS SELECT t.id, t.name, count(u.*) AS n FROM t LEFT JOIN u ON u.t_id = t.id GROUP BY t.id;
