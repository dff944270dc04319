ALTER TYPE public.r OWNER TO corpus_alice;
COMMENT ON TYPE public.r IS 'it''s new';
GRANT USAGE ON TYPE public.r TO corpus_app;
REVOKE USAGE ON TYPE public.r FROM PUBLIC;
