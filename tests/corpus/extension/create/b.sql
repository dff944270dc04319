-- requires: extension citext
-- requires: extension pg_trgm
CREATE EXTENSION citext;
CREATE SCHEMA extensions;
CREATE EXTENSION pg_trgm SCHEMA extensions;
