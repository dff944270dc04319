"""Settings of a transaction that reads a database: no object of a user can be used in place of PostgreSQL's own."""

from __future__ import annotations

_SETTINGS = (
    # PostgreSQL's own names alone; a temporary table, which a trigger on login can make, comes last instead of first
    "SET LOCAL search_path = pg_catalog, pg_temp",
    # a policy raises an error instead of being evaluated
    "SET LOCAL row_security = off",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '5s'",
)
_NO_FOREIGN_CODE = "SET LOCAL restrict_nonsystem_relation_kind = 'view, foreign-table'"
"""Refuse to expand views of users, so that none can replace a table between two queries; pg_dump does the same."""
_FIRST_MINOR = {14: 13, 15: 8, 16: 4}
"""Major version → first minor version with that parameter; later majors have it from the start."""


def reading_settings(version: int) -> tuple[str, ...]:
    """SET LOCAL statements for a server version (as 150018).

    Source: the release notes of PostgreSQL (CVE-2024-7348).
    """
    major, minor = divmod(version, 10000)
    is_known = major > max(_FIRST_MINOR) or minor >= _FIRST_MINOR.get(major, minor + 1)
    return (*_SETTINGS, _NO_FOREIGN_CODE) if is_known else _SETTINGS
