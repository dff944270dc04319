REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM corpus_app;
REVOKE SELECT ON TABLE pg_catalog.pg_authid FROM corpus_app;
REVOKE SELECT (rolname) ON TABLE pg_catalog.pg_authid FROM corpus_bob;
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() FROM corpus_bob;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) TO PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stats TO PUBLIC;
GRANT USAGE ON SCHEMA information_schema TO PUBLIC;
