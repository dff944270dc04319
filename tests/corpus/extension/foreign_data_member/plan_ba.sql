REVOKE USAGE ON FOREIGN DATA WRAPPER postgres_fdw FROM corpus_app;
DROP SERVER remote;
DROP EXTENSION postgres_fdw;
