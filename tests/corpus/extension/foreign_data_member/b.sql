-- requires: extension postgres_fdw
-- A server and a mapping hang on an extension's wrapper.

CREATE EXTENSION postgres_fdw;
CREATE SERVER remote FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '192.0.2.1', dbname 'x');
GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO corpus_app;
