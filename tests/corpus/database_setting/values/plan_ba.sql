DO $$BEGIN EXECUTE 'ALTER ROLE corpus_set IN DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' RESET pgrst.note'; END$$;
DO $$BEGIN EXECUTE 'ALTER DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' RESET search_path'; END$$;
DO $$BEGIN EXECUTE 'ALTER DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' SET work_mem TO ''5MB'''; END$$;
DO $$BEGIN EXECUTE 'ALTER ROLE corpus_set IN DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' SET work_mem TO ''5MB'''; END$$;
