CREATE SCHEMA storage;
CREATE TABLE storage.buckets (
    id text PRIMARY KEY, name text NOT NULL, public boolean DEFAULT false, avif_autodetection boolean DEFAULT false,
    file_size_limit bigint, allowed_mime_types text[]
);
INSERT INTO storage.buckets VALUES
    ('a', 'b', false, true, 10, '{"a b","c''d"}'), ('it''s', 'x', false, false, NULL, NULL), ('new', 'new', NULL, NULL, NULL, NULL);
