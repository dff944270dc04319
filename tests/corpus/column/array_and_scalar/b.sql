-- rows: public.t
CREATE TABLE t (id integer, a text[], b text, c integer[] DEFAULT '{}'::integer[] NOT NULL);
INSERT INTO t VALUES (1, NULL, NULL, '{}');
