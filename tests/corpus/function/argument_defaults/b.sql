-- Defaults can be added or changed in place, but not removed.

CREATE FUNCTION f(a integer, b integer DEFAULT 7) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g(a integer, b integer DEFAULT 3) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION h(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (x integer DEFAULT g(5));
