"""Find the statement that last set the privileges of each role on each object, from the log of GRANT and REVOKE.

Each entry has the privileges of the object after the statement, so that two entries in a row show whose privileges it
changed. A statement that changes nothing still counts for the roles that its text names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import psycopg

from schemasync.core.model import Address
from schemasync.core.sql import PUBLIC
from schemasync.migrations.statements import enum_name, split

_CHANGED = """
    WITH granted AS MATERIALIZED (
        SELECT DISTINCT classid, objid, objsubid FROM schemasync.log WHERE tag IN ('GRANT', 'REVOKE') AND objid IS NOT NULL
    ), steps AS (
        SELECT l.mark, l.tag, l.classid, l.objid, l.objsubid, l.acl,
               coalesce(lag(l.acl) OVER (PARTITION BY l.classid, l.objid, l.objsubid ORDER BY l.mark, l.ctid),
                        (SELECT pg_catalog.acldefault('T', t.typowner) FROM pg_catalog.pg_type t
                         WHERE l.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = l.objid)) AS before
        FROM schemasync.log l JOIN granted g USING (classid, objid, objsubid) WHERE l.acl IS NOT NULL
    )
    SELECT s.classid::bigint, s.objid::bigint, s.objsubid,
           CASE WHEN c.grantee = 0 THEN %s ELSE pg_catalog.pg_get_userbyid(c.grantee)::text END, max(s.mark)
    FROM steps s CROSS JOIN LATERAL (
        SELECT coalesce(new.grantee, old.grantee) AS grantee
        FROM pg_catalog.aclexplode(s.acl) new FULL JOIN pg_catalog.aclexplode(s.before) old
             ON new.grantee = old.grantee AND new.privilege_type = old.privilege_type AND new.is_grantable = old.is_grantable
        WHERE new.grantee IS NULL OR old.grantee IS NULL
    ) c
    WHERE s.tag IN ('GRANT', 'REVOKE') AND s.acl IS DISTINCT FROM s.before
    GROUP BY 1, 2, 3, 4"""
_STATEMENTS = "SELECT mark, state FROM schemasync.log WHERE objid IS NULL AND tag IN ('GRANT', 'REVOKE') ORDER BY mark"
_OBJECTS = (
    "SELECT mark, classid::bigint, objid::bigint, objsubid FROM schemasync.log"
    " WHERE objid IS NOT NULL AND tag IN ('GRANT', 'REVOKE') ORDER BY mark"
)


def last_grants(admin: psycopg.Connection[Any]) -> dict[tuple[Address, str], int]:
    """Number of the statement that last set a role's privileges on an object.

    Args:
        admin: the superuser's connection to the shadow database.
    """
    rows = admin.execute(_CHANGED, (PUBLIC,)).fetchall()
    found = {(Address(*address), role): mark for *address, role, mark in rows}
    grantees = _grantees(admin)
    for mark, *address in admin.execute(_OBJECTS):
        for role in grantees.get(mark, ()):
            key = Address(*address), role
            found[key] = max(mark, found.get(key, 0))
    return found


def _grantees(admin: psycopg.Connection[Any]) -> Mapping[int, list[str]]:
    """Roles that the text of each GRANT or REVOKE names; none of a statement inside a function or block."""
    found: dict[int, list[str]] = defaultdict(list)
    for mark, text in admin.execute(_STATEMENTS):
        for statement in split(text or "")[0]:
            if statement.node == "grant_stmt":
                found[mark] += [_role(item.role_spec) for item in statement.tree.grantees]
    return found


def _role(spec: Any) -> str:
    return PUBLIC if enum_name(spec, "roletype") == "ROLESPEC_PUBLIC" else str(spec.rolename)
