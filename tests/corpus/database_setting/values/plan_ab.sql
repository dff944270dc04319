DO $$BEGIN EXECUTE 'ALTER ROLE corpus_set IN DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' RESET work_mem'; END$$;
DO $$BEGIN EXECUTE 'ALTER DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' SET work_mem TO ''6MB'''; END$$;
DO $$BEGIN EXECUTE 'ALTER ROLE corpus_set IN DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' SET pgrst.note TO ''it''''s "so"'''; END$$;
DO $$BEGIN EXECUTE 'ALTER DATABASE ' || pg_catalog.quote_ident(pg_catalog.current_database()) || ' SET search_path TO ''$user'', ''public'''; END$$;
