-- roles: "corpus Role", corpus_login
-- What names a role comes after it, and goes before it.
CREATE SCHEMA app;
CREATE ROLE "corpus Role";
CREATE ROLE corpus_login LOGIN NOINHERIT CREATEDB CREATEROLE CONNECTION LIMIT 5 VALID UNTIL '2031-05-06 07:08:09.5+02';
CREATE TABLE app.t (id integer);
ALTER TABLE app.t OWNER TO corpus_login;
GRANT SELECT ON app.t TO "corpus Role";
CREATE POLICY seen ON app.t TO "corpus Role" USING (id > 0);
ALTER DEFAULT PRIVILEGES FOR ROLE corpus_login IN SCHEMA app GRANT SELECT ON TABLES TO "corpus Role";
