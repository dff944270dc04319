-- roles: corpus_set
-- The value of what may be a secret is not read.
CREATE ROLE corpus_set;
