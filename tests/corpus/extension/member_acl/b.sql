-- requires: extension pg_trgm
-- requires: extension hstore
-- Privileges of objects that belong to an extension.

CREATE EXTENSION pg_trgm;
CREATE EXTENSION hstore;
REVOKE ALL ON FUNCTION show_trgm(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION show_trgm(text) TO corpus_app;
GRANT EXECUTE ON FUNCTION similarity(text, text) TO corpus_bob WITH GRANT OPTION;
GRANT USAGE ON TYPE hstore TO corpus_app;
