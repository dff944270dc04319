ALTER TYPE public.shell OWNER TO corpus_bob;
ALTER TYPE public.spot OWNER TO corpus_alice;
