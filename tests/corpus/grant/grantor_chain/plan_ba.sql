SET ROLE corpus_bob;
REVOKE SELECT ON TABLE public.t FROM corpus_app;
RESET ROLE;
REVOKE USAGE ON SCHEMA public FROM corpus_bob;
