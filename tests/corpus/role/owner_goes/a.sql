-- rows: public.t
-- roles: corpus_owner
-- A role goes when its tables have another owner and its policies other roles.
CREATE ROLE corpus_owner;
CREATE TABLE public.t (id integer);
INSERT INTO public.t VALUES (1);
ALTER TABLE public.t OWNER TO corpus_owner;
CREATE POLICY seen ON public.t TO corpus_owner, corpus_alice USING (true);
GRANT SELECT ON public.t TO corpus_bob;
