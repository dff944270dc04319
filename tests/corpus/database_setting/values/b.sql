-- roles: corpus_set
-- Settings of the database, and of a role in it.
CREATE ROLE corpus_set;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '6MB'); END $$;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = %L, public', current_database(), '$user'); END $$;
DO $$ BEGIN EXECUTE format('ALTER ROLE corpus_set IN DATABASE %I SET pgrst.note = %L', current_database(), 'it''s "so"'); END $$;
