REVOKE CREATE, USAGE ON SCHEMA public FROM corpus_app;
REVOKE USAGE ON SCHEMA public FROM corpus_bob;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
COMMENT ON SCHEMA public IS 'mine';
