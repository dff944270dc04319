-- Functions whose argument types come and go with them.

CREATE TYPE e2 AS ENUM ('x');
CREATE TABLE t2 (a integer);
CREATE FUNCTION f(p e2) RETURNS SETOF t2 LANGUAGE sql AS 'SELECT 1';
