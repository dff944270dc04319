"""Names, attributes and versions of roles, memberships and settings, which other packages need too."""

from __future__ import annotations

from schemasync.core.model import Model

ROLE, ROLE_MEMBERSHIP, OWNER = "role", "role_membership", "owner"
"""Names of three kinds."""
ALL = "all roles"
"""Stands for the role in the path of a setting of `ALTER ROLE ALL`."""
OPTIONS_ON_MEMBERSHIPS = 160000
"""First server version in which a membership has a grantor of its own, and INHERIT and SET options."""
PREDEFINED_SINCE = {
    "pg_create_subscription": 160000,
    "pg_use_reserved_connections": 160000,
    "pg_maintain": 170000,
    "pg_signal_autovacuum_worker": 180000,
}
"""Predefined role → the first server version that has it, if that is newer than the oldest that is compared."""
IMPLICIT = "{membership}.grantor = 10 AND {membership}.admin_option AND NOT {membership}.inherit_option AND NOT {membership}.set_option"
"""Condition on a row of `pg_auth_members`: CREATE ROLE made it, for the role with CREATEROLE that ran the statement."""
POWERS = {
    "superuser": "is a superuser",
    "bypassrls": "bypasses row level security",
    "login": "can log in",
    "createrole": "can create roles",
    "replication": "can read everything by replication",
    "createdb": "can create databases",
}
"""Attributes that let a role do more, in words; worst first."""


def powers(model: Model) -> tuple[str, ...]:
    """The attributes of `POWERS` that the role has, worst first."""
    return tuple(name for name in POWERS if getattr(model, name))


def decides_access(parameter: str) -> bool:
    """Whether the parameter decides who can read or change rows: those of PostgREST, the role, row level security."""
    return parameter.startswith("pgrst.") or parameter in ("role", "row_security", "session_replication_role")
