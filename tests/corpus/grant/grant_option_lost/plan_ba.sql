REVOKE SELECT ON TABLE public.t FROM corpus_app;
GRANT SELECT ON TABLE public.t TO corpus_bob WITH GRANT OPTION;
SET ROLE corpus_bob;
GRANT SELECT ON TABLE public.t TO corpus_app;
RESET ROLE;
