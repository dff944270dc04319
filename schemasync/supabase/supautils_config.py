"""Rights that Supabase's `supautils` gives to the project's role, and those that it withholds, beyond PostgreSQL's rules.

Source: supabase/postgres `ansible/files/postgresql_extension_custom_scripts`, `supautils.conf.j2`; supabase/supautils.
"""

from __future__ import annotations

_MFA = ("mfa_amr_claims", "mfa_challenges", "mfa_factors")
_AUTH = (
    "audit_log_entries", "flow_state", "identities", "instances", *_MFA, "oauth_clients", "one_time_tokens",
    "refresh_tokens", "saml_providers", "saml_relay_states", "sessions", "sso_domains", "sso_providers", "users",
)  # fmt: skip
_STORAGE = ("buckets", "buckets_analytics", "objects", "prefixes", "s3_multipart_uploads", "s3_multipart_uploads_parts")

POLICY_TABLES = frozenset(
    {
        *(("auth", name) for name in _AUTH),
        *(("realtime", name) for name in ("messages", "subscription")),
        *(("storage", name) for name in _STORAGE),
    }
)
"""Tables of services on which the project's role may make policies, and drop triggers (`policy_grants`)."""
SERVICE_SCHEMAS = frozenset({"auth", "storage", "realtime"})
"""Schemas of the services whose roles own the tables in them."""
RESERVED_ROLES = frozenset(
    {
        "anon", "authenticated", "authenticator", "dashboard_user", "pgbouncer", "service_role", "supabase_admin",
        "supabase_auth_admin", "supabase_etl_admin", "supabase_functions_admin", "supabase_read_only_user",
        "supabase_realtime_admin", "supabase_replication_admin", "supabase_storage_admin",
    }
)  # fmt: skip
"""Roles that only a superuser may alter, rename or drop (`reserved_roles`)."""
FILE_ROLES = ("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files")
"""Roles of PostgreSQL that reach the operating system; before PostgreSQL 16 the platform marks them as superusers (cluster.sql)."""
RESERVED_MEMBERSHIPS = (RESERVED_ROLES | {*FILE_ROLES}) - {"anon", "authenticated", "authenticator", "service_role"}
"""Roles that only a superuser may grant (`reserved_memberships`)."""
REFUSED_EXTENSIONS = frozenset(
    {
        "adminpack", "amcheck", "file_fdw", "intagg", "old_snapshot", "pageinspect", "pg_freespacemap",
        "pg_logicalinspect", "pg_surgery", "pg_visibility", "plperlu", "plpython3u", "pltclu", "xml2",
    }
)  # fmt: skip
"""Extensions that Supabase's servers have and its project's role may not create."""
PARAMETERS = (
    "log_min_duration_statement", "session_replication_role", "pg_stat_statements.track", "pgaudit.log", "pgaudit.role",
    "pgrst.app_settings", "pgrst.db_aggregates_enabled", "pgrst.db_anon_role", "pgrst.db_extra_search_path",
    "pgrst.db_max_rows", "pgrst.db_plan_enabled", "pgrst.db_pre_config", "pgrst.db_pre_request",
    "pgrst.db_prepared_statements", "pgrst.db_root_spec", "pgrst.db_schema", "pgrst.db_schemas", "pgrst.db_tx_end",
    "pgrst.jwt_aud", "pgrst.jwt_role_claim_key", "pgrst.jwt_secret", "pgrst.jwt_secret_is_base64",
    "pgrst.openapi_mode", "pgrst.openapi_security_active", "pgrst.openapi_server_proxy_uri",
    "pgrst.server_cors_allowed_origins", "pgrst.server_timing_enabled",
)  # fmt: skip
"""Superuser settings that the project's role may change for a session or a role, but not for a database."""
VECTOR_PARAMETERS = (
    "hnsw.ef_search", "hnsw.iterative_scan", "hnsw.max_scan_tuples", "hnsw.scan_mem_multiplier", "ivfflat.iterative_scan",
    "ivfflat.max_probes", "ivfflat.probes",
)  # fmt: skip
"""Settings of pgvector that anybody may change once its library is loaded; a stub has no library."""
