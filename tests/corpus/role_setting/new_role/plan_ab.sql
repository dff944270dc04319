CREATE ROLE corpus_set LOGIN;
ALTER ROLE corpus_set SET search_path TO '';
ALTER ROLE corpus_set SET statement_timeout TO '3s';
