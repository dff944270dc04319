ALTER ROLE corpus_set SET search_path TO '$user', 'a, "b"', 'public';
ALTER ROLE corpus_set SET work_mem TO '6MB';
ALTER ROLE corpus_set SET "TimeZone" TO 'Europe/Paris';
ALTER ROLE corpus_set SET pgrst.note TO E'it''s \\ 100 %, "so"';
ALTER ROLE corpus_set RESET lock_timeout;
