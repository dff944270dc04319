-- rows: public.t
-- roles: corpus_owner
-- A role goes when its tables have another owner and its policies other roles.
CREATE TABLE public.t (id integer);
INSERT INTO public.t VALUES (1);
CREATE POLICY seen ON public.t TO corpus_alice USING (true);
GRANT SELECT ON public.t TO corpus_bob;
