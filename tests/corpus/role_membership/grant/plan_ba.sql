REVOKE corpus_group FROM corpus_member;
REVOKE pg_monitor FROM corpus_member;
REVOKE corpus_group FROM corpus_quiet;
