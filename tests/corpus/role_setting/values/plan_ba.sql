ALTER ROLE corpus_set SET search_path TO 'public';
ALTER ROLE corpus_set SET work_mem TO '5MB';
ALTER ROLE corpus_set SET lock_timeout TO '1s';
ALTER ROLE corpus_set RESET "TimeZone";
ALTER ROLE corpus_set RESET pgrst.note;
