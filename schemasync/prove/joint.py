"""Prove the scripts of several problems together: run all of them in one transaction, read the state back, and do so in the reverse order.

Input: scripts that ran alone, and the state that each set of them must lead to. Output: those that led to it. A script that needs
the effect of another one runs before it in one of the two orders, and a script that changes more than its problem changes the
state that is read, so neither is accepted here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import psycopg

from schemasync.core.compare import differing_refs
from schemasync.core.errors import ProofError
from schemasync.core.model import Plan, Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import downgrade_to, without_unreadable
from schemasync.prove.attempt import rolled_back
from schemasync.prove.executor import execute
from schemasync.supautils.privileged_calls import PrivilegedCalls

FEWEST = 3
"""Least number of scripts that are tried together: two readings prove two scripts alone."""
_ROUNDS = 4
"""How often the scripts are tried again without those that were found to depend on others."""

Scripts = Mapping[frozenset[Ref], Plan]
"""Group of references → script that settles it."""


def proven_together(
    connection: psycopg.Connection[Any],
    scripts: Scripts,
    goal: Callable[[frozenset[Ref]], Snapshot],
    scope: Collection[Ref],
    privileged_calls: PrivilegedCalls,
) -> Scripts:
    """The scripts that lead to their goal together, whichever of two runs first.

    Args:
        connection: to the mirror, in the state before the scripts.
        scripts: each of which ran alone.
        goal: makes the state after the scripts for some references.
        scope: references that are compared.
        privileged_calls: of the shadow server.
    """
    rest = dict(scripts)
    for _ in range(_ROUNDS):
        if len(rest) < FEWEST:
            break
        after = goal(frozenset().union(*rest))
        doubtful: frozenset[Ref] | None = frozenset()
        for order in ([*rest], [*reversed(rest)]):
            doubtful = _differing(connection, [rest[group] for group in order], after, scope, privileged_calls)
            if doubtful:
                break
        if not doubtful:
            return rest
        kept = {group: plan for group, plan in rest.items() if group.isdisjoint(doubtful)}
        if len(kept) == len(rest):  # no script is for what differs, so any may have changed it
            break
        rest = kept
    return {}


def _differing(
    connection: psycopg.Connection[Any],
    plans: Collection[Plan],
    after: Snapshot,
    scope: Collection[Ref],
    privileged_calls: PrivilegedCalls,
) -> frozenset[Ref]:
    """The references that differ from the state after some scripts, or exist in neither state, or whose statement fails after others."""
    with rolled_back(connection):
        try:
            for plan in plans:
                execute(connection, plan, privileged_calls, in_transaction=True)
        except ProofError as error:
            return frozenset(error.refs)
        found = read_snapshot(connection, in_transaction=True, repeated=True)
    found = without_unreadable(downgrade_to(found, after.server_version), after)
    return differing_refs(found, after, scope) | (found.objects.keys() - after.objects.keys())
