DO $body$BEGIN PERFORM pg_catalog.set_config('storage.allow_delete_query', 'true', true); DELETE FROM storage.buckets WHERE id = '$$'; END$body$;
DO $$BEGIN PERFORM pg_catalog.set_config('storage.allow_delete_query', 'true', true); DELETE FROM storage.buckets WHERE id = 'a'; END$$;
