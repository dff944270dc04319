CREATE TABLE gone (id integer PRIMARY KEY, x text);
CREATE TABLE stays (id integer PRIMARY KEY, g integer REFERENCES gone ON DELETE CASCADE, h integer);
CREATE VIEW v1 AS SELECT * FROM gone;
CREATE VIEW v2 AS SELECT x, h FROM v1 JOIN stays USING (id);
CREATE FUNCTION f(g gone) RETURNS text LANGUAGE sql AS 'SELECT g.x';
