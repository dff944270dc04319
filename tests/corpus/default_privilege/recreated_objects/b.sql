-- A view and a function that have to be made anew must not pick up default privileges.

CREATE TABLE t (a integer, b text);
CREATE VIEW v AS SELECT b, a FROM t;
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO corpus_app;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
