REVOKE SELECT (x) ON TABLE public.t FROM corpus_app;
GRANT INSERT (id), REFERENCES (id) ON TABLE public.t TO corpus_app;
REVOKE GRANT OPTION FOR UPDATE (x) ON TABLE public.t FROM corpus_bob;
GRANT SELECT ("Y y") ON TABLE public.t TO corpus_app;
GRANT SELECT (id) ON TABLE public.v TO corpus_app;
GRANT UPDATE (x) ON TABLE public.v TO corpus_app;
GRANT SELECT (x) ON TABLE public.t TO PUBLIC;
