ALTER SCHEMA one OWNER TO corpus_alice;
ALTER SCHEMA two OWNER TO corpus_bob;
CREATE SCHEMA corpus_app;
ALTER SCHEMA corpus_app OWNER TO corpus_app;
