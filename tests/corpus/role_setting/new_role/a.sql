-- roles: corpus_set
-- The settings of a role come after it, and go with it.
SELECT 1;
