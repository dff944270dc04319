"""Prove the scripts of several problems together: run all of them in one transaction, read the state back, and do so in the reverse order.

Input: scripts that ran alone, and the state that each set of them must lead to. Output: those that led to it. A script that needs
the effect of another one runs before it in one of the two orders, and a script that changes more than its problem changes the
state that is read, so neither is accepted here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from schemasync.core.compare import differing_refs
from schemasync.core.errors import ProofError
from schemasync.core.model import Ref, Snapshot
from schemasync.core.plan import Plan
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.versions import downgrade_to, without_unreadable
from schemasync.prove.attempt import rolled_back
from schemasync.prove.executor import execute
from schemasync.supautils.privileged_calls import PrivilegedCalls

FEWEST = 3
"""Least number of scripts that are tried together: two readings prove two scripts alone."""

Scripts = Mapping[frozenset[Ref], Plan]
"""Group of references → script that settles it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The mirror that scripts run on, and the states that they must lead to.

    Attributes:
        connection: to the mirror, in the state before the scripts.
        goal: makes the state after the scripts for some references.
        reached: the state after all scripts.
        scope: references that are compared.
        privileged_calls: of the shadow server.
    """

    connection: psycopg.Connection[Any]
    goal: Callable[[frozenset[Ref]], Snapshot]
    reached: Snapshot
    scope: Collection[Ref]
    privileged_calls: PrivilegedCalls

    def differing(self, plans: Collection[Plan], after: Snapshot) -> frozenset[Ref]:
        """The references that differ from a state after some scripts, or exist in neither state, or whose statement fails after others."""
        with rolled_back(self.connection):
            try:
                for plan in plans:
                    execute(self.connection, plan, self.privileged_calls, in_transaction=True)
            except ProofError as error:
                return frozenset(error.refs) or frozenset(
                    ref for plan in plans for each in plan.statements for ref in each.refs
                )
            found = read_snapshot(self.connection, in_transaction=True, repeated=True)
        found = without_unreadable(downgrade_to(found, after.server_version), after)
        new = found.objects.keys() - after.objects.keys() - self.reached.objects.keys()
        return differing_refs(found, after, self.scope) | new


def proven_together(trial: Trial, scripts: Scripts) -> Scripts:
    """The scripts that lead to their goal together, whichever of two runs first.

    Those that differ from it are left out; where something differs that no script is for, each half is tried without the other.

    Args:
        trial: to run them in.
        scripts: each of which ran alone.
    """
    rest = dict(scripts)
    while len(rest) >= FEWEST:
        after = trial.goal(frozenset().union(*rest))
        doubtful = trial.differing([*rest.values()], after) or trial.differing([*reversed(rest.values())], after)
        if not doubtful:
            return rest
        kept = {group: plan for group, plan in rest.items() if group.isdisjoint(doubtful)}
        if len(kept) == len(rest):
            halves = (dict([*rest.items()][: len(rest) // 2]), dict([*rest.items()][len(rest) // 2 :]))
            return {**proven_together(trial, halves[0]), **proven_together(trial, halves[1])}
        rest = kept
    return {}
