GRANT corpus_group TO corpus_member;
GRANT pg_monitor TO corpus_member;
GRANT corpus_group TO corpus_quiet WITH ADMIN TRUE;
