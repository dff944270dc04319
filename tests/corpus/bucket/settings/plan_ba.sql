SET search_path = '';
DO $$BEGIN PERFORM pg_catalog.set_config('storage.allow_delete_query', 'true', true); DELETE FROM storage.buckets WHERE id = 'new'; END$$;
UPDATE storage.buckets SET name = 'a', public = true, file_size_limit = NULL, allowed_mime_types = NULL, avif_autodetection = false WHERE id = 'a';
UPDATE storage.buckets SET file_size_limit = 5, allowed_mime_types = ARRAY['image/png']::text[], avif_autodetection = true WHERE id = 'it''s';
INSERT INTO storage.buckets (id, name, public, file_size_limit, allowed_mime_types) VALUES ('$$', '$body$', false, 1, ARRAY[]::text[]);
RESET search_path;
