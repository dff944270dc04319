-- A sequence is owned by a column, and used by the default of another table's.

CREATE TABLE b (id serial PRIMARY KEY);
CREATE TABLE a (id integer DEFAULT nextval('b_id_seq'));
