"""Applies plans on the mirror, both ways, and reads the result: what is shown as proven was done once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

from schemasync.errors import PlanError
from schemasync.introspect.majors import as_of
from schemasync.introspect.snapshot import read_snapshot
from schemasync.model import Plan, Ref, Snapshot
from schemasync.plan.build import build
from schemasync.postgres.server import SHADOW_DATABASE, ShadowServer
from schemasync.prove.mirror import MIRROR_DATABASE, apply, different, mirror
from schemasync.replay.doors import Doors
from schemasync.supabase.managed import restrict

_NOTHING = Plan(())


@dataclass(frozen=True, slots=True)
class Proof:
    """A plan and whether it did what it promises.

    Attributes:
        plan: empty if none could be made.
        proven: it was applied, and the result read back equal to the goal.
        reason: why not.
        equivalent: references whose texts differ although PostgreSQL reads both alike: it prints an expression
            otherwise when it has read its own print, and no plan can change that.
    """

    plan: Plan
    proven: bool
    reason: str = ""
    equivalent: frozenset[Ref] = frozenset()


def prove(
    server: ShadowServer,
    actual: Snapshot,
    expected: Snapshot,
    scope: frozenset[Ref],
    doors: Doors,
    role: str,
    on_mirror: Callable[[str], None] = lambda _: None,
) -> tuple[Proof, Proof]:
    """Plan and prove both ways.

    The mirror starts as a copy of the shadow. The adopting plan must make it what the target is; from there the
    repairing plan must make it what the migrations say.

    Args:
        server: with nobody connected to the shadow database.
        actual: the target.
        expected: the shadow after the replay.
        scope: what is compared.
        doors: of the shadow; a copy has the same.
        role: who will run the plans.
        on_mirror: called with the mirror's name when it is what the target is, with nobody connected to it.

    Returns:
        (repair, adopt).
    """
    with mirror(server, SHADOW_DATABASE) as connection:
        adopt, start = _step(connection, expected, restrict(expected, actual, scope), scope, doors, role)
    if start is None:
        try:
            plan = build(actual, restrict(actual, expected, scope), role)
        except PlanError as error:
            return Proof(_NOTHING, proven=False, reason=error.message), adopt
        return Proof(plan, proven=False, reason=f"no mirror: {adopt.reason}"), adopt
    if adopt.equivalent:  # two servers print alike what they read alike
        same = build(expected, restrict(expected, actual, scope - adopt.equivalent), role)
        adopt = dataclasses.replace(adopt, plan=same)
    on_mirror(MIRROR_DATABASE)
    with server.connect(MIRROR_DATABASE, ours=True) as connection:
        repair, _ = _step(connection, start, restrict(start, expected, scope), scope, doors, role)
    return repair, adopt


def prove_chosen(
    server: ShadowServer,
    actual: Snapshot,
    expected: Snapshot,
    scope: frozenset[Ref],
    chosen: frozenset[Ref],
    doors: Doors,
    role: str,
) -> tuple[Proof, Proof]:
    """As `prove`, for plans that settle some differences and leave the others as they are.

    The repairing plan runs where the mirror is the target in all, the adopting one where it is the shadow.

    Returns:
        (repair, adopt).
    """
    server.drop_database(MIRROR_DATABASE)
    with mirror(server, SHADOW_DATABASE) as connection:
        adopt, _ = _step(connection, expected, restrict(expected, actual, chosen), chosen, doors, role)
    server.drop_database(MIRROR_DATABASE)
    with mirror(server, SHADOW_DATABASE) as connection:
        whole, start = _step(connection, expected, restrict(expected, actual, scope), scope, doors, role)
        if start is None:
            return Proof(_NOTHING, proven=False, reason=f"no mirror: {whole.reason}"), adopt
        repair, _ = _step(connection, start, restrict(start, expected, chosen), chosen, doors, role)
    return repair, adopt


def _step(
    connection: psycopg.Connection[Any],
    before: Snapshot,
    after: Snapshot,
    scope: frozenset[Ref],
    doors: Doors,
    role: str,
) -> tuple[Proof, Snapshot | None]:
    """Apply the plan and read the result, which must be the goal, or what the goal's own texts give when read."""
    plan, version = _NOTHING, min(before.server_version, after.server_version)
    try:
        plan = build(before, after, role)
        apply(connection, plan, doors)
        found = as_of(read_snapshot(connection), version)
        left = different(found, after, scope)
        if left:
            apply(connection, build(found, restrict(found, after, left), role), doors)
            again = as_of(read_snapshot(connection), version)
            moving = different(again, found, scope)
            if moving or any(ref not in found.objects or ref not in after.objects for ref in left):
                return Proof(plan, proven=False, reason=f"{min(left)} still differs after the plan"), None
            found = again
    except PlanError as error:
        return Proof(plan, proven=False, reason=error.message), None
    unchanged = frozenset(ref for ref in left if found.objects[ref] == before.objects.get(ref))
    return Proof(plan, proven=True, equivalent=unchanged), found
