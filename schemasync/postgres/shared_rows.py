"""Rows of the catalogs that all databases of a server share, recorded before a run and restored after it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import psycopg

from schemasync.supabase.supautils_config import FILE_ROLES

Connection = psycopg.Connection[Any]
NO_VALUES: Mapping[str, Sequence[int]] = MappingProxyType({})
SharedRows = Mapping[str, tuple[str, ...]]
"""Catalog → its rows as text; they hold passwords."""
GRANTOR_DEPENDS = 160000
"""First server version in which a membership depends on its grantor, so that only GRANT can make it."""
_ROLE, _DESCRIPTION, _SETTING, _MEMBER = "pg_authid", "pg_shdescription", "pg_db_role_setting", "pg_auth_members"
_NOT_OURS = """NOT (t.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass
AND t.objoid = (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = %(mark)s))"""
"""Condition of the descriptions of all but our mark, which stays until the end of the clean-up."""
_MEMBERSHIP_OPTIONS = """
UPDATE pg_catalog.pg_auth_members m
SET admin_option = t.admin_option, inherit_option = t.inherit_option, set_option = t.set_option
FROM (SELECT (u.row_text::pg_catalog.pg_auth_members).* FROM pg_catalog.unnest(%(rows)s::text[]) u (row_text)) t
WHERE (m.roleid, m.member, m.grantor) = (t.roleid, t.member, t.grantor)
"""


def read_shared_rows(connection: Connection) -> SharedRows:
    """The rows as they are."""
    return {
        catalog: tuple(text for (text,) in connection.execute(f"SELECT t::text FROM pg_catalog.{catalog} t".encode()))
        for catalog in (_ROLE, _DESCRIPTION, _SETTING, _MEMBER)
    }


def restore_shared_rows(connection: Connection, rows: SharedRows, mark: str) -> None:
    """Give roles their OIDs, names, attributes and passwords back, also those that were dropped, and all their settings and comments.

    Roles that have come stay, under another name if theirs is needed. Memberships get their options back; before PostgreSQL 16,
    those that were revoked or granted, too.

    Args:
        connection: a superuser's, in autocommit mode.
        rows: as they were.
        mark: name of a role that has come, and whose comment stays.
    """
    with connection.transaction():
        restore_roles(connection, rows[_ROLE])
        connection.execute(f"DELETE FROM pg_catalog.{_DESCRIPTION} t WHERE {_NOT_OURS}".encode(), {"mark": mark})
        connection.execute(f"DELETE FROM pg_catalog.{_SETTING}".encode())
        for catalog in (_DESCRIPTION, _SETTING):
            insert_rows(connection, catalog, rows[catalog])
        if connection.info.server_version < GRANTOR_DEPENDS:
            connection.execute(f"DELETE FROM pg_catalog.{_MEMBER}".encode())
            insert_rows(connection, _MEMBER, rows[_MEMBER])
        else:
            connection.execute(_MEMBERSHIP_OPTIONS.encode(), {"rows": list(rows[_MEMBER])})


def end_file_rights(connection: Connection) -> None:
    """Take back from PostgreSQL's roles what the platform gives them before PostgreSQL 16, if nothing tells what they had."""
    if connection.info.server_version < GRANTOR_DEPENDS:
        query = "UPDATE pg_catalog.pg_authid SET rolsuper = false WHERE rolname = ANY (%s::text[]) AND rolsuper"
        connection.execute(query, (list(FILE_ROLES),))


def restore_roles(connection: Connection, rows: Sequence[str]) -> None:
    """Give roles their OIDs, names, attributes and passwords back; whatever else has one of the names gets another one.

    Args:
        connection: a superuser's, in a transaction.
        rows: of `pg_authid`.
    """
    given = {"rows": list(rows)}
    free_name = f"schemasync_renamed_{secrets.token_hex(8)}_"  # no migration can take a name that it cannot foresee
    connection.execute(
        f"""UPDATE pg_catalog.{_ROLE} r SET rolname = %(free_name)s || r.oid FROM {_records(_ROLE)}
            WHERE (r.rolname = t.rolname) <> (r.oid = t.oid)""".encode(),
        given | {"free_name": free_name},
    )
    columns = [name for (name,) in connection.execute(
        "SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = 'pg_catalog.pg_authid'::pg_catalog.regclass"
        " AND attnum > 0 AND attname <> 'oid'"
    )]  # fmt: skip
    changes = ", ".join(f"{column} = t.{column}" for column in columns)
    connection.execute(
        f"""UPDATE pg_catalog.{_ROLE} r SET {changes} FROM {_records(_ROLE)}
            WHERE r.oid = t.oid AND r.* IS DISTINCT FROM t""".encode(),
        given,
    )
    gone = f"NOT EXISTS (SELECT FROM pg_catalog.{_ROLE} r WHERE r.oid = t.oid)"
    connection.execute(f"INSERT INTO pg_catalog.{_ROLE} SELECT t.* FROM {_records(_ROLE)} WHERE {gone}".encode(), given)


def insert_rows(
    connection: Connection,
    catalog: str,
    rows: Sequence[str],
    condition: str = "true",
    values: Mapping[str, Sequence[int]] = NO_VALUES,
) -> None:
    """Insert those of the recorded rows that meet a condition on `t`, which may name values."""
    connection.execute(
        f"INSERT INTO pg_catalog.{catalog} SELECT t.* FROM {_records(catalog)} WHERE {condition}".encode(),
        {**values, "rows": list(rows)},
    )


def _records(catalog: str) -> str:
    """A FROM item `t` of the recorded rows."""
    return f"(SELECT (u.row_text::pg_catalog.{catalog}).* FROM pg_catalog.unnest(%(rows)s::text[]) u (row_text)) t"
