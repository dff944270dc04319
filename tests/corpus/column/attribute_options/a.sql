CREATE TABLE t (id integer, a text, b text);
ALTER TABLE t ALTER a SET (n_distinct = -0.5);
ALTER TABLE t ALTER b SET (n_distinct = 10, n_distinct_inherited = 20);
