ALTER TYPE public.n OWNER TO corpus_alice;
COMMENT ON TYPE public.n IS 'new';
GRANT USAGE ON TYPE public.n TO corpus_app WITH GRANT OPTION;
REVOKE USAGE ON TYPE public.n FROM PUBLIC;
