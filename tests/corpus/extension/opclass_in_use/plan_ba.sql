DROP INDEX public.doc_body_trgm;
DROP INDEX public.doc_body_trgm_gist;
DROP EXTENSION pg_trgm;
DROP SCHEMA extensions;
