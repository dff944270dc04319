-- rows: public.t
CREATE SEQUENCE t_id_seq;
CREATE TABLE t (id bigint DEFAULT nextval('t_id_seq') PRIMARY KEY, x text);
ALTER SEQUENCE t_id_seq OWNED BY t.id;
GRANT USAGE ON SEQUENCE t_id_seq TO corpus_app;
INSERT INTO t (x) VALUES ('a'), ('b');
