CREATE SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions;
CREATE INDEX doc_body_trgm ON public.doc USING gin (body extensions.gin_trgm_ops);
CREATE INDEX doc_body_trgm_gist ON public.doc USING gist (body extensions.gist_trgm_ops (siglen='32'));
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
