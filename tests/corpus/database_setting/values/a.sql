-- roles: corpus_set
-- Settings of the database, and of a role in it.
CREATE ROLE corpus_set;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$;
DO $$ BEGIN EXECUTE format('ALTER ROLE corpus_set IN DATABASE %I SET work_mem = %L', current_database(), '5MB'); END $$;
