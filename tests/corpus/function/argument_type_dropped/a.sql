-- Functions whose argument types come and go with them.

CREATE TYPE e AS ENUM ('x');
CREATE TABLE t (a integer);
CREATE FUNCTION f(p e) RETURNS SETOF t LANGUAGE sql AS 'SELECT 1';
