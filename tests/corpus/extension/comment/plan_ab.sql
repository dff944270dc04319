COMMENT ON EXTENSION hstore IS 'it''s for "old" attributes';
