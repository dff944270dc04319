"""Find the privileges that must be granted when a materialized view is filled, as it reads views with their owners' privileges.

Input: the steps of a plan and the state in which it ends.
Output: preferred links between grants and creations that read rows.
The boundary: whether a role may read is PostgreSQL's to decide; here the grants to owners of what is read come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from schemasync.core.model import ORDER_ONLY, Ref
from schemasync.kinds import KINDS
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Link, Step, alter_step, create_step, drop_step
from schemasync.plan.index import SnapshotIndex


def privilege_links(steps: Collection[Step], decisions: Decisions) -> Iterator[Link]:
    """(grant, creation) where the creation reads rows through an object of the grantee; (creation, revocation)."""
    grants = _grants(steps)
    reading = [step.ref for step in steps if step.action is Action.CREATE and _reads_rows(step.ref)] if grants else []
    owners = _owners(decisions.inputs.after) if reading else {}
    for ref in reading:
        sources = _sources(ref, decisions.inputs.after)
        readers = {role for source in sources for role in owners.get(source, ())}
        for grant in (grant for source in sources for grant in grants.get(source, ())):
            if readers.isdisjoint(grant.path):
                continue
            yield Link(create_step(grant), create_step(ref))
            yield Link(alter_step(grant), create_step(ref))
            if grant not in decisions.actions.creates:
                yield Link(create_step(ref), drop_step(grant))


def _grants(steps: Collection[Step]) -> Mapping[Ref, Sequence[Ref]]:
    """Facts that the plan changes and of which an object has one for each role, by their objects."""
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for ref in {step.ref for step in steps}:
        if ref.path and KINDS[ref.kind].satellite and KINDS[ref.kind].order.roles:
            found[ref.subject].append(ref)
    return found


def _owners(after: SnapshotIndex) -> Mapping[Ref, Collection[str]]:
    """Roles of the one fact of each object that names any: its owner."""
    found: dict[Ref, Collection[str]] = {}
    for ref, model in after.snapshot.objects.items():
        roles = KINDS[ref.kind].order.roles
        if roles and not ref.path and KINDS[ref.kind].satellite:
            found[ref.subject] = tuple(roles(ref, model))
    return found


def _reads_rows(ref: Ref) -> bool:
    """Whether the object's creation reads rows of other objects."""
    kind = KINDS[ref.kind]
    return kind.code.calls_dependencies and kind.parent is None


def _sources(ref: Ref, after: SnapshotIndex) -> set[Ref]:
    """The dependencies of an object, and theirs."""
    queue, found = [ref], set[Ref]()
    while queue:
        for edge in after.dependencies.get(queue.pop(), ()):
            if edge.type != ORDER_ONLY and edge.referenced not in found:
                found.add(edge.referenced)
                queue.append(edge.referenced)
    return found
