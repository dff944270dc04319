CREATE TABLE t (id integer);
ALTER TABLE t OWNER TO corpus_bob;
GRANT SELECT ON t TO corpus_alice, corpus_app;
