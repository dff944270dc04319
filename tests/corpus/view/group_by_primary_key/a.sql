CREATE TABLE t (id integer PRIMARY KEY, name text);
CREATE TABLE u (t_id integer REFERENCES t);
