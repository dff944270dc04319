"""Settings of a transaction that reads a database: texts mean the same everywhere, and no object of a user stands for PostgreSQL's own."""

from __future__ import annotations

from schemasync.core.sql import TEXT_SETTINGS

_SETTINGS = (
    # PostgreSQL's own names alone; a temporary table, which a trigger on login can make, comes last instead of first
    "SET LOCAL search_path = pg_catalog, pg_temp",
    # a policy raises an error instead of being evaluated
    "SET LOCAL row_security = off",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '5s'",
    # the role's or the database's own setting could end the session between two queries
    "SET LOCAL idle_in_transaction_session_timeout = '60s'",
    # equal objects, types and values are printed equally
    *(f"SET LOCAL {setting.name} = {setting.value}" for setting in TEXT_SETTINGS),
)
_NO_TRANSACTION_TIMEOUT = "SET LOCAL transaction_timeout = 0"
_TRANSACTION_TIMEOUT = 17
"""First major version with that parameter."""
_NO_FOREIGN_CODE = "SET LOCAL restrict_nonsystem_relation_kind = 'view, foreign-table'"
"""Refuse to expand views of users, so that none can replace a table between two queries; pg_dump does the same."""
_OWN_ROLE = """
    SELECT pg_catalog.set_config('role', 'none', true)
    FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) o
    WHERE o = 'role=' || current_user AND current_user <> session_user
          AND s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
          AND s.setrole IN (0, (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = session_user))"""
"""Read as the role that connects, not as the one that a stored setting (ALTER ROLE … SET role) puts in its place."""
_FIRST_MINOR = {15: 8, 16: 4}
"""Major version → first minor version with that parameter; later majors have it from the start."""


def reading_settings(version: int) -> tuple[str, ...]:
    """Statements that set parameters of the transaction, for a server version (as 150018).

    Source: the release notes of PostgreSQL (CVE-2024-7348).
    """
    major, minor = divmod(version, 10000)
    is_known = major > max(_FIRST_MINOR) or minor >= _FIRST_MINOR.get(major, minor + 1)
    newer = (_NO_TRANSACTION_TIMEOUT,) if major >= _TRANSACTION_TIMEOUT else ()
    return (*_SETTINGS, *newer, *((_NO_FOREIGN_CODE,) if is_known else ()), _OWN_ROLE)
