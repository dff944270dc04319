-- requires: extension hstore
CREATE EXTENSION hstore;
