-- rows: public.t
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x text);
GRANT USAGE, SELECT ON SEQUENCE t_id_seq TO corpus_app;
INSERT INTO t (x) VALUES ('a'), ('b');
