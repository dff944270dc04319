INSERT INTO storage.buckets (id, name, public, file_size_limit, allowed_mime_types, avif_autodetection) VALUES ('$$', 'b', true, 1, NULL, true);
INSERT INTO storage.buckets (id, name, public, file_size_limit, allowed_mime_types) VALUES ('a', 'a', true, NULL, NULL);
