ALTER POLICY seen ON public.t TO corpus_alice USING (true);
ALTER TABLE public.t OWNER TO postgres;
DROP ROLE corpus_owner;
