CREATE SCHEMA types;
ALTER TYPE public.bt SET SCHEMA types;
ALTER SCHEMA types OWNER TO corpus_alice;
GRANT USAGE ON SCHEMA types TO corpus_bob;
COMMENT ON SCHEMA types IS 'types';
