-- A sequence is owned by a column, and used by the default of another table's.

CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id integer DEFAULT nextval('a_id_seq'));
