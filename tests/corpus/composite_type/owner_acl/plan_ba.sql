REVOKE USAGE ON TYPE public.c FROM corpus_app;
GRANT USAGE ON TYPE public.c TO PUBLIC;
ALTER TYPE public.c OWNER TO postgres;
