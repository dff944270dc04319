-- requires: extension pg_trgm
-- requires: extension hstore
-- Privileges of objects that belong to an extension.

CREATE EXTENSION pg_trgm;
CREATE EXTENSION hstore;
