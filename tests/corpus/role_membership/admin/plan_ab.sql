GRANT corpus_group TO corpus_member WITH ADMIN TRUE, INHERIT TRUE, SET TRUE;
GRANT corpus_group TO corpus_other WITH ADMIN FALSE, INHERIT TRUE, SET TRUE;
