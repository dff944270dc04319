-- requires: extension hstore
CREATE EXTENSION hstore;
COMMENT ON EXTENSION hstore IS 'it''s for "old" attributes';
