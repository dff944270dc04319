-- The default privileges are new too: what was made before them does not have them, what was made after does.

CREATE TABLE before (id integer);
CREATE FUNCTION before_f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO corpus_app;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC;
CREATE TABLE after (id integer);
CREATE FUNCTION after_f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
