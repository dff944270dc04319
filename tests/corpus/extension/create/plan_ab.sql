CREATE SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
