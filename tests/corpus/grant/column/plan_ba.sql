REVOKE SELECT ("Y y") ON TABLE public.t FROM corpus_app;
REVOKE SELECT (id) ON TABLE public.v FROM corpus_app;
REVOKE UPDATE (x) ON TABLE public.v FROM corpus_app;
REVOKE SELECT (x) ON TABLE public.t FROM PUBLIC;
REVOKE INSERT (id), REFERENCES (id) ON TABLE public.t FROM corpus_app;
GRANT UPDATE (x) ON TABLE public.t TO corpus_bob WITH GRANT OPTION;
GRANT SELECT (x) ON TABLE public.t TO corpus_app;
