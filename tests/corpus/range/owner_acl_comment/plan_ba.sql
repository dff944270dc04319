REVOKE USAGE ON TYPE public.r FROM corpus_app;
GRANT USAGE ON TYPE public.r TO PUBLIC;
ALTER TYPE public.r OWNER TO postgres;
COMMENT ON TYPE public.r IS 'old';
