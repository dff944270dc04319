REVOKE USAGE ON SCHEMA information_schema FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) TO corpus_app;
GRANT SELECT ON TABLE pg_catalog.pg_authid TO corpus_app;
GRANT SELECT (rolname) ON TABLE pg_catalog.pg_authid TO corpus_bob;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO corpus_bob;
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
REVOKE SELECT ON TABLE pg_catalog.pg_stats FROM PUBLIC;
