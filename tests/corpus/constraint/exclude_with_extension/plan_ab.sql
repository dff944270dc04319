SET search_path = '';
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
ALTER TABLE public.booking ADD CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&);
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';
RESET search_path;
