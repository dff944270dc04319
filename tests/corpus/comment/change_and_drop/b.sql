CREATE TABLE t (a integer, b integer, c integer);
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';

COMMENT ON TABLE t IS 'new, with -- dashes; and $$ and /* this */';
COMMENT ON COLUMN t.a IS 'old a ';
COMMENT ON COLUMN t.c IS ' ';
