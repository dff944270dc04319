"""Make the shadow database from a saved replay, by a plan that starts from the bare platform."""

from __future__ import annotations

from collections.abc import Collection

from schemasync.core.model import Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.plan.build import build
from schemasync.postgres.shadow import ADMIN, PROJECT_ROLE, SHADOW_DATABASE, ShadowServer
from schemasync.prove.executor import execute
from schemasync.supabase.scope import project_refs, restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls


def rebuild(server: ShadowServer, wanted: Snapshot, touched: Collection[Ref]) -> PrivilegedCalls:
    """Bring the shadow database to the state of a snapshot, and return its privileged calls.

    Args:
        server: fresh, with nobody connected to the shadow database.
        wanted: the snapshot after the replay.
        touched: references of all objects that the migrations wrote.

    Raises:
        PlanError: there is no plan, or it failed.
    """
    with server.connect(SHADOW_DATABASE, ADMIN) as admin, server.connect(SHADOW_DATABASE, ours=True) as connection:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        start = read_snapshot(connection)
        scope = project_refs(start, wanted, touched)
        plan = build(start, restrict(start, wanted, scope), PROJECT_ROLE)
        execute(connection, plan, privileged_calls)
    return privileged_calls
