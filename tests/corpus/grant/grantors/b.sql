CREATE TABLE t (a int); GRANT SELECT ON t TO corpus_bob; ALTER TABLE t OWNER TO corpus_alice;
