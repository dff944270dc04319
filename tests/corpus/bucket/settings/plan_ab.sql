SET search_path = '';
DO $body$BEGIN PERFORM pg_catalog.set_config('storage.allow_delete_query', 'true', true); DELETE FROM storage.buckets WHERE id = '$$'; END$body$;
UPDATE storage.buckets SET name = 'b', public = false, file_size_limit = 10, allowed_mime_types = ARRAY['a b', 'c''d']::text[], avif_autodetection = true WHERE id = 'a';
UPDATE storage.buckets SET file_size_limit = NULL, allowed_mime_types = NULL, avif_autodetection = false WHERE id = 'it''s';
INSERT INTO storage.buckets (id, name, public, file_size_limit, allowed_mime_types) VALUES ('new', 'new', false, NULL, NULL);
RESET search_path;
