-- A table with a serial is made anew and belongs to another role.

GRANT CREATE ON SCHEMA public TO corpus_alice;
CREATE TABLE public.t (id bigserial, k text, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
