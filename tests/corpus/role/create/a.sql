-- roles: "corpus Role", corpus_login
-- What names a role comes after it, and goes before it.
CREATE SCHEMA app;
CREATE TABLE app.t (id integer);
