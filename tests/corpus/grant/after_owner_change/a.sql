-- The owner changes and so do privileges; those of the old owner move with the ownership.

CREATE TABLE t (id integer);
GRANT SELECT ON t TO corpus_app;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION f() FROM PUBLIC;
