COMMENT ON AGGREGATE s.agg(integer) IS NULL;
REVOKE EXECUTE ON FUNCTION s.agg(integer) FROM corpus_app;
GRANT EXECUTE ON FUNCTION s.agg(integer) TO PUBLIC;
ALTER AGGREGATE s.agg(integer) OWNER TO postgres;
COMMENT ON AGGREGATE s.star(*) IS 'counts';
