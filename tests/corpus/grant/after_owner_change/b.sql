-- The owner changes and so do privileges; those of the old owner move with the ownership.

CREATE TABLE t (id integer);
ALTER TABLE t OWNER TO corpus_alice;
GRANT INSERT ON t TO corpus_app;
REVOKE UPDATE ON t FROM corpus_alice;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION f() OWNER TO corpus_app;
GRANT EXECUTE ON FUNCTION f() TO corpus_bob;
