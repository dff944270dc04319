REVOKE USAGE ON TYPE public.n FROM corpus_app;
GRANT USAGE ON TYPE public.n TO PUBLIC;
ALTER TYPE public.n OWNER TO postgres;
COMMENT ON TYPE public.n IS 'old';
