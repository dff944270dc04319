ALTER ROLE corpus_set RESET corpus.secret_word;
