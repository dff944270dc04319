-- requires: pg >= 17
-- roles: corpus_group, corpus_member, corpus_new
-- Options that PostgreSQL 16 introduced.
CREATE ROLE corpus_group;
CREATE ROLE corpus_member;
CREATE ROLE corpus_new;
GRANT corpus_group TO corpus_member WITH INHERIT TRUE, SET FALSE;
