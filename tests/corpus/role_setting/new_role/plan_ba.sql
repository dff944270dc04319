DROP ROLE corpus_set;
