"""Settings of a transaction that reads a database: no object of a user can be used in place of PostgreSQL's own."""

from __future__ import annotations

_SETTINGS = (
    # PostgreSQL's own names alone; a temporary table, which a trigger on login can make, comes last instead of first
    "SET LOCAL search_path = pg_catalog, pg_temp",
    # a policy raises an error instead of being evaluated
    "SET LOCAL row_security = off",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '5s'",
    # the role's or the database's own setting could end the session between two queries
    "SET LOCAL idle_in_transaction_session_timeout = '60s'",
)
_NO_TRANSACTION_TIMEOUT = "SET LOCAL transaction_timeout = 0"
_TRANSACTION_TIMEOUT = 17
"""First major version with that parameter."""
_NO_FOREIGN_CODE = "SET LOCAL restrict_nonsystem_relation_kind = 'view, foreign-table'"
"""Refuse to expand views of users, so that none can replace a table between two queries; pg_dump does the same."""
_FIRST_MINOR = {15: 8, 16: 4}
"""Major version → first minor version with that parameter; later majors have it from the start."""


def reading_settings(version: int) -> tuple[str, ...]:
    """SET LOCAL statements for a server version (as 150018).

    Source: the release notes of PostgreSQL (CVE-2024-7348).
    """
    major, minor = divmod(version, 10000)
    is_known = major > max(_FIRST_MINOR) or minor >= _FIRST_MINOR.get(major, minor + 1)
    newer = (_NO_TRANSACTION_TIMEOUT,) if major >= _TRANSACTION_TIMEOUT else ()
    return (*_SETTINGS, *newer, *((_NO_FOREIGN_CODE,) if is_known else ()))
