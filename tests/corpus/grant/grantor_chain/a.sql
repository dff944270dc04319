-- A grants to B with grant option, B grants on: the grantor is part of the privilege.

CREATE TABLE t (id integer);
ALTER TABLE t OWNER TO corpus_alice;
GRANT SELECT, INSERT ON t TO corpus_bob WITH GRANT OPTION;
