COMMENT ON AGGREGATE s.star(*) IS NULL;
ALTER AGGREGATE s.agg(integer) OWNER TO corpus_alice;
GRANT EXECUTE ON FUNCTION s.agg(integer) TO corpus_app;
REVOKE EXECUTE ON FUNCTION s.agg(integer) FROM PUBLIC;
COMMENT ON AGGREGATE s.agg(integer) IS 'sum''s sister';
