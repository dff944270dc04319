-- What depended on the grant option goes first.

CREATE TABLE t (id integer);
GRANT SELECT ON t TO corpus_bob;
GRANT SELECT ON t TO corpus_app;
