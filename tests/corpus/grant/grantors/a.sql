CREATE TABLE t (a int); GRANT SELECT ON t TO corpus_alice WITH GRANT OPTION; SET ROLE corpus_alice; GRANT SELECT ON t TO corpus_bob; RESET ROLE;
