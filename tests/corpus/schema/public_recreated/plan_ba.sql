COMMENT ON SCHEMA public IS 'standard public schema';
REVOKE CREATE, USAGE ON SCHEMA public FROM corpus_app;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
