CREATE ROLE corpus_owner;
ALTER POLICY seen ON public.t TO corpus_alice, corpus_owner USING (true);
ALTER TABLE public.t OWNER TO corpus_owner;
