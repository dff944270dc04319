-- requires: extension pg_trgm
CREATE SCHEMA extensions;
CREATE EXTENSION pg_trgm SCHEMA extensions;
CREATE TABLE doc (id integer, body text);
CREATE INDEX doc_body_trgm ON doc USING gin (body extensions.gin_trgm_ops);
CREATE INDEX doc_body_trgm_gist ON doc USING gist (body extensions.gist_trgm_ops (siglen = 32));
