SET ROLE corpus_alice;
REVOKE SELECT ON TABLE public.t FROM corpus_bob;
RESET ROLE;
REVOKE SELECT ON TABLE public.t FROM corpus_alice;
ALTER TABLE public.t OWNER TO corpus_alice;
REVOKE ALL ON TABLE public.t FROM corpus_alice;
GRANT ALL ON TABLE public.t TO corpus_alice;
REVOKE ALL ON TABLE public.t FROM postgres;
GRANT SELECT ON TABLE public.t TO corpus_bob;
