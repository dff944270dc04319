"""Keep event triggers of a project from firing for statements of the superuser, who would run their functions.

From PostgreSQL 17 on, each session of the superuser has `event_triggers = off`. Before, it has
`session_replication_role = replica`, in which only the event triggers that are ENABLE ALWAYS or ENABLE REPLICA fire.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg

from schemasync.postgres.shadow import EVENT_TRIGGERS_SETTING

_SILENCE = """
WITH firing AS (
    SELECT t.oid, t.evtenabled FROM pg_catalog.pg_event_trigger t
    JOIN pg_catalog.pg_roles r ON r.oid = t.evtowner WHERE NOT r.rolsuper AND t.evtenabled IN ('A', 'R')
)
UPDATE pg_catalog.pg_event_trigger t SET evtenabled = 'O' FROM firing f WHERE f.oid = t.oid
RETURNING t.oid::pg_catalog.int8, f.evtenabled::pg_catalog.text
"""
_RESTORE = """
UPDATE pg_catalog.pg_event_trigger t SET evtenabled = f.state::pg_catalog."char"
FROM ROWS FROM (pg_catalog.unnest(%s::pg_catalog.int8[]), pg_catalog.unnest(%s::pg_catalog.text[])) f (id, state)
WHERE t.oid::pg_catalog.int8 = f.id
"""


@contextlib.contextmanager
def silent_event_triggers(admin: psycopg.Connection[Any]) -> Iterator[None]:
    """Let no event trigger of a project fire for the superuser's statements in a `with` block.

    Args:
        admin: a session of `ShadowServer.connect`, with the role `ADMIN`.
    """
    if admin.info.server_version >= EVENT_TRIGGERS_SETTING:
        yield
        return
    changed = admin.execute(_SILENCE).fetchall()
    try:
        yield
    finally:
        if changed:
            admin.execute(_RESTORE, ([oid for oid, _ in changed], [state for _, state in changed]))
