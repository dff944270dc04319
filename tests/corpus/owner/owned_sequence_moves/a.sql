-- A sequence goes to a table of another owner: it is untied before its owner changes.

GRANT CREATE ON SCHEMA public TO corpus_alice, corpus_bob;
CREATE TABLE public.x (id serial);
CREATE TABLE public.y (id int);
ALTER TABLE public.x OWNER TO corpus_alice;
ALTER TABLE public.y OWNER TO corpus_bob;
GRANT SELECT ON SEQUENCE public.x_id_seq TO corpus_bob;
