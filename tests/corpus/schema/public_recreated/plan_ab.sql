REVOKE USAGE ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO postgres;
GRANT CREATE, USAGE ON SCHEMA public TO corpus_app;
COMMENT ON SCHEMA public IS 'our own public';
