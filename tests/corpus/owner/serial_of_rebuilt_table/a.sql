-- A table with a serial is made anew and belongs to another role.

GRANT CREATE ON SCHEMA public TO corpus_alice;
CREATE TABLE public.t (id serial, k text, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
ALTER TABLE public.t OWNER TO corpus_alice;
