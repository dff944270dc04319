SET ROLE corpus_bob;
REVOKE SELECT ON TABLE public.t FROM corpus_app;
RESET ROLE;
REVOKE GRANT OPTION FOR SELECT ON TABLE public.t FROM corpus_bob;
GRANT SELECT ON TABLE public.t TO corpus_app;
