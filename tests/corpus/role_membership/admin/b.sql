-- roles: corpus_group, corpus_member, corpus_other
-- The admin option is given and taken.
CREATE ROLE corpus_group;
CREATE ROLE corpus_member;
CREATE ROLE corpus_other;
GRANT corpus_group TO corpus_member WITH ADMIN OPTION;
GRANT corpus_group TO corpus_other;
