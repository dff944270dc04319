-- requires: extension citext
-- A server that belongs to an extension, and its mappings, are the extension's.
CREATE EXTENSION citext;
CREATE FOREIGN DATA WRAPPER w;
