CREATE TABLE t (id integer, a text, b text);
ALTER TABLE t ALTER id SET (n_distinct = 5);
ALTER TABLE t ALTER b SET (n_distinct = 11);
