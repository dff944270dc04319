ALTER TABLE public.p OWNER TO corpus_alice;
ALTER TABLE public.p1 OWNER TO corpus_bob;
