GRANT USAGE ON SCHEMA public TO corpus_bob;
SET ROLE corpus_bob;
GRANT SELECT ON TABLE public.t TO corpus_app;
RESET ROLE;
