-- roles: corpus_group, corpus_member, corpus_quiet
-- Memberships in roles of the project and of PostgreSQL itself.
CREATE ROLE corpus_group;
CREATE ROLE corpus_member;
CREATE ROLE corpus_quiet NOINHERIT;
GRANT corpus_group TO corpus_member;
GRANT corpus_group TO corpus_quiet WITH ADMIN OPTION;
GRANT pg_monitor TO corpus_member;
