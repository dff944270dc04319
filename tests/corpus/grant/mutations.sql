-- mutation: builtin-function-grant
-- blame: grant public of function pg_catalog/pg_sleep/double precision
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;

-- mutation: builtin-table-grant
-- blame: grant mut_alice of table pg_catalog/pg_authid
GRANT SELECT ON pg_catalog.pg_authid TO mut_alice;
