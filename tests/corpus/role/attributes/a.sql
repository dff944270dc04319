-- roles: corpus_more, corpus_less, corpus_never, corpus_super
-- Every attribute is given and taken.
CREATE ROLE corpus_more;
CREATE ROLE corpus_less LOGIN CREATEDB CREATEROLE BYPASSRLS REPLICATION CONNECTION LIMIT 3 VALID UNTIL '2030-01-01';
CREATE ROLE corpus_never VALID UNTIL 'infinity';
CREATE ROLE corpus_super SUPERUSER;
