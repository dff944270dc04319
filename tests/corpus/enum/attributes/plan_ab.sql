DROP TYPE public.e;
CREATE TYPE public.e AS ENUM ('a', 'c');
ALTER TYPE public.e OWNER TO corpus_alice;
GRANT USAGE ON TYPE public.e TO corpus_app;
REVOKE USAGE ON TYPE public.e FROM PUBLIC;
COMMENT ON TYPE public.e IS 'two letters';
