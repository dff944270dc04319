-- roles: corpus_more, corpus_less, corpus_never, corpus_super
-- Every attribute is given and taken.
CREATE ROLE corpus_more LOGIN CREATEDB CREATEROLE BYPASSRLS REPLICATION NOINHERIT CONNECTION LIMIT 0 VALID UNTIL '2030-01-01';
CREATE ROLE corpus_less;
CREATE ROLE corpus_never VALID UNTIL '2032-02-02 02:02:02.000002+00';
CREATE ROLE corpus_super;
