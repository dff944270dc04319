-- mutation: database-set
-- blame: database_setting statement_timeout
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET statement_timeout = 5000', current_database()); END $$;

-- mutation: database-set-for-role
-- blame: database_setting statement_timeout/mut_bob
DO $$ BEGIN EXECUTE format('ALTER ROLE mut_bob IN DATABASE %I SET statement_timeout = 5000', current_database()); END $$;
