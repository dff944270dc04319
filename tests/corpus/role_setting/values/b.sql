-- roles: corpus_set
-- Values that need quotes, lists of names, parameters with dots and capitals.
CREATE ROLE corpus_set;
ALTER ROLE corpus_set SET work_mem = '6MB';
ALTER ROLE corpus_set SET search_path = "$user", "a, ""b""", public;
ALTER ROLE corpus_set SET pgrst.note = E'it''s \\ 100 %, "so"';
ALTER ROLE corpus_set SET TimeZone = 'Europe/Paris';
