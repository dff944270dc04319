-- requires: extension citext
-- A server that belongs to an extension, and its mappings, are the extension's.
CREATE EXTENSION citext;
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER theirs FOREIGN DATA WRAPPER w;
ALTER EXTENSION citext ADD SERVER theirs;
CREATE USER MAPPING FOR CURRENT_USER SERVER theirs;
CREATE SERVER ours FOREIGN DATA WRAPPER w;
