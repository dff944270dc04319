ALTER TABLE public.t OWNER TO corpus_alice;
