CREATE TABLE t (id integer, x text);
GRANT SELECT, INSERT ON t TO corpus_app;
GRANT ALL ON t TO corpus_bob;
GRANT SELECT ON t TO corpus_alice WITH GRANT OPTION;
