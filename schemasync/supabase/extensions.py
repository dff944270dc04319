"""The extensions that Supabase lets the project's role create."""

from __future__ import annotations

ALLOWED = frozenset(
    {
        "address_standardizer", "address_standardizer_data_us", "autoinc", "bloom", "btree_gin", "btree_gist",
        "citext", "cube", "dblink", "dict_int", "dict_xsyn", "earthdistance", "fuzzystrmatch", "hstore",
        "http", "hypopg", "index_advisor", "insert_username", "intarray", "isn", "ltree", "moddatetime",
        "orioledb", "pg_buffercache", "pg_cron", "pg_graphql", "pg_hashids", "pg_jsonschema", "pg_net", "pg_partman",
        "pg_prewarm", "pg_repack", "pg_stat_monitor", "pg_stat_statements", "pg_tle", "pg_trgm",
        "pg_walinspect", "pgaudit", "pgcrypto", "pgjwt", "pgmq", "pgroonga", "pgroonga_database", "pgrouting",
        "pgrowlocks", "pgsodium", "pgstattuple", "pgtap", "plcoffee", "pljava", "plls", "plpgsql",
        "plpgsql_check", "plv8", "postgis", "postgis_raster", "postgis_sfcgal", "postgis_tiger_geocoder",
        "postgis_topology", "postgres_fdw", "refint", "rum", "seg", "sslinfo", "supabase_vault", "tablefunc",
        "tcn", "timescaledb", "tsm_system_rows", "tsm_system_time", "unaccent", "uuid-ossp", "vector",
        "wrappers",
    }
)  # fmt: skip
"""supautils' list of privileged extensions; any other one needs a superuser."""

FORMER_DEFAULTS = frozenset({"pg_graphql", "pg_net", "pgjwt", "pgsodium"})
"""Extensions that every project had in the past; a migration may drop one without IF EXISTS."""

ALWAYS_STUBS = frozenset({"dblink", "http", "pg_cron", "pg_net", "postgres_fdw"})
"""Extensions for which a stub is always used: a replay must send no request and schedule nothing.

pg_cron itself can be created in only one database of a server, and so not in the mirror.
"""
