-- roles: corpus_set
-- The settings of a role come after it, and go with it.
CREATE ROLE corpus_set LOGIN;
ALTER ROLE corpus_set SET search_path = '';
ALTER ROLE corpus_set SET statement_timeout = '3s';
