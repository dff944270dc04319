REVOKE SELECT ON TABLE public.t FROM corpus_alice;
ALTER TABLE public.t OWNER TO corpus_alice;
REVOKE ALL ON TABLE public.t FROM corpus_alice;
GRANT ALL ON TABLE public.t TO corpus_alice;
REVOKE ALL ON TABLE public.t FROM corpus_bob;
GRANT SELECT ON TABLE public.t TO corpus_bob;
GRANT SELECT ON TABLE public.t TO corpus_bob;
