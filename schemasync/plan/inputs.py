"""Collect the inputs that all phases of the planner share and none changes.

Input: two snapshots that agree about the members of extensions (`extension_members`), and the role that runs the plan.
Output: `Inputs`.
The boundary: kinds get the `PlanContext` alone; look-ups and members of extensions are the planner's own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.kinds.kind import PlanContext
from schemasync.plan.extension_members import ExtensionMembers
from schemasync.plan.index import SnapshotIndex


@dataclass(frozen=True, slots=True)
class Inputs:
    """The snapshots, look-ups and context of one plan.

    Attributes:
        before: look-ups over the state in which the plan starts.
        after: look-ups over the state in which it ends.
        members: objects that extensions get or give back.
        context: the part that kinds get.
    """

    before: SnapshotIndex
    after: SnapshotIndex
    members: ExtensionMembers
    context: PlanContext

    @classmethod
    def of(cls, members: ExtensionMembers, role: str) -> Inputs:
        """Make the inputs of a plan that creates nothing."""
        context = PlanContext(members.before, members.after, role, kinds=KINDS)
        return cls(SnapshotIndex(members.before), SnapshotIndex(members.after), members, context)

    def creating(self, refs: Collection[Ref]) -> Inputs:
        """The same for a plan that creates these objects; results that kinds cached may depend on them."""
        context = dataclasses.replace(self.context, created=frozenset(refs), cache={})
        return dataclasses.replace(self, context=context)
