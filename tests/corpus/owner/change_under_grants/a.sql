CREATE TABLE t (id integer);
ALTER TABLE t OWNER TO corpus_alice;
GRANT SELECT ON t TO corpus_bob, corpus_app;
