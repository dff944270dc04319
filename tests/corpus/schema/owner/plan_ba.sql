DROP SCHEMA corpus_app;
ALTER SCHEMA one OWNER TO postgres;
ALTER SCHEMA two OWNER TO corpus_alice;
