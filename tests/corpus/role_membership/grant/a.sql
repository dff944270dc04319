-- roles: corpus_group, corpus_member, corpus_quiet
-- Memberships in roles of the project and of PostgreSQL itself.
CREATE ROLE corpus_group;
CREATE ROLE corpus_member;
CREATE ROLE corpus_quiet NOINHERIT;
