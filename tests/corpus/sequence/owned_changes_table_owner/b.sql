-- An owned sequence must have its table's owner.

CREATE TABLE t (id serial PRIMARY KEY);
ALTER TABLE t OWNER TO corpus_alice;
