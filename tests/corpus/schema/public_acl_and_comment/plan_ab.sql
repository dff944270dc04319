COMMENT ON SCHEMA public IS 'standard public schema';
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO corpus_alice;
GRANT CREATE, USAGE ON SCHEMA public TO corpus_app;
GRANT USAGE ON SCHEMA public TO corpus_bob WITH GRANT OPTION;
