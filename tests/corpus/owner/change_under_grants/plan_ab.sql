REVOKE SELECT ON TABLE public.t FROM corpus_bob;
ALTER TABLE public.t OWNER TO corpus_bob;
REVOKE ALL ON TABLE public.t FROM corpus_alice;
GRANT SELECT ON TABLE public.t TO corpus_alice;
REVOKE ALL ON TABLE public.t FROM corpus_bob;
GRANT ALL ON TABLE public.t TO corpus_bob;
GRANT SELECT ON TABLE public.t TO corpus_alice;
