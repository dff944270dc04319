CREATE TABLE t (id integer, a text, b text, c integer, d jsonb, p point, ts tsvector, r int4range, arr integer[]);
