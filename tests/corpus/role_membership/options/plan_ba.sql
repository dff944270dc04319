GRANT corpus_group TO corpus_member WITH ADMIN FALSE, INHERIT TRUE, SET FALSE;
REVOKE corpus_group FROM corpus_new;
