-- roles: corpus_set
-- Values that need quotes, lists of names, parameters with dots and capitals.
CREATE ROLE corpus_set;
ALTER ROLE corpus_set SET work_mem = '5MB';
ALTER ROLE corpus_set SET search_path = public;
ALTER ROLE corpus_set SET lock_timeout = '1s';
