CREATE TABLE t (a integer, b integer, c integer);
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';

COMMENT ON TABLE t IS 'old';
COMMENT ON COLUMN t.a IS 'old a';
COMMENT ON COLUMN t.b IS 'gone b';
COMMENT ON FUNCTION f() IS 'gone f';
