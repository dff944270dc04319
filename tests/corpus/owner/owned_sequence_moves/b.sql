-- A sequence goes to a table of another owner: it is untied before its owner changes.

GRANT CREATE ON SCHEMA public TO corpus_alice, corpus_bob;
CREATE TABLE public.x (id int NOT NULL);
CREATE TABLE public.y (id int);
ALTER TABLE public.x OWNER TO corpus_alice;
ALTER TABLE public.y OWNER TO corpus_bob;
CREATE SEQUENCE public.x_id_seq AS int;
ALTER SEQUENCE public.x_id_seq OWNER TO corpus_bob;
ALTER SEQUENCE public.x_id_seq OWNED BY public.y.id;
ALTER TABLE public.y ALTER id SET DEFAULT nextval('public.x_id_seq');
GRANT SELECT ON SEQUENCE public.x_id_seq TO corpus_bob;
GRANT SELECT ON SEQUENCE public.x_id_seq TO corpus_alice;
