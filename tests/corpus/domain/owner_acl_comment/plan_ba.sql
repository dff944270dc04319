COMMENT ON CONSTRAINT c ON DOMAIN public.d IS NULL;
REVOKE USAGE ON TYPE public.d FROM corpus_app;
GRANT USAGE ON TYPE public.d TO PUBLIC;
ALTER DOMAIN public.d OWNER TO postgres;
GRANT USAGE ON TYPE public.d TO corpus_bob;
COMMENT ON DOMAIN public.d IS 'a number';
