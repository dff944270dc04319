GRANT corpus_group TO corpus_member WITH ADMIN TRUE, INHERIT FALSE, SET TRUE;
GRANT corpus_group TO corpus_new WITH INHERIT FALSE, SET FALSE;
