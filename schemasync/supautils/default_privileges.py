"""Read and change the default privileges that the API's roles have in the schema public of a shadow database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import psycopg

from schemasync.core.sql import literal
from schemasync.postgres.event_triggers import silent_event_triggers
from schemasync.postgres.shadow import PROJECT_ROLE

_GRANTS = f"""
    SELECT pg_catalog.format('GRANT %s ON %s TO %s', a.privilege_type,
                             CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' ELSE 'FUNCTIONS' END, r.rolname)
    FROM pg_catalog.pg_default_acl d, pg_catalog.aclexplode(d.defaclacl) a JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
    WHERE d.defaclrole = pg_catalog.to_regrole({literal(PROJECT_ROLE)}) AND d.defaclnamespace = pg_catalog.to_regnamespace('public')
          AND d.defaclobjtype IN ('r', 'S', 'f') AND r.rolname IN ('anon', 'authenticated', 'service_role')"""
"""The privileges that the API's roles get to new objects in the schema public."""


def default_grants(admin: psycopg.Connection[Any]) -> tuple[str, ...]:
    """The changes by which `ALTER DEFAULT PRIVILEGES` would make them as they are (`GRANT SELECT ON TABLES TO anon`)."""
    return tuple(text for (text,) in admin.execute(_GRANTS.encode()).fetchall())


def alter_defaults(admin: psycopg.Connection[Any], changes: Iterable[str]) -> None:
    """Change the default privileges of the schema public, unless a migration has dropped it.

    Args:
        admin: the superuser's connection.
        changes: what follows `ALTER DEFAULT PRIVILEGES … IN SCHEMA public`.
    """
    there = admin.execute("SELECT pg_catalog.to_regnamespace('public') IS NOT NULL").fetchone()
    if there != (True,):
        return
    with silent_event_triggers(admin):
        for change in changes:
            admin.execute(f"ALTER DEFAULT PRIVILEGES FOR ROLE {PROJECT_ROLE} IN SCHEMA public {change}".encode())
