"""Find the objects that must exist when a function runs, as PostgreSQL records no dependency on names in its body.

Input: the steps of a plan and the state in which it ends.
Output: preferred links from creations to steps that run functions.
The boundary: a name in a body is a guess (it may be a variable), so these links give way to a cycle; recorded dependencies
do not.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from schemasync.core.model import NORMAL, PART, Ref
from schemasync.core.parser import identifiers
from schemasync.kinds import KINDS
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Link, Step, alter_step, create_step
from schemasync.plan.index import SnapshotIndex


def body_links(steps: Collection[Step], decisions: Decisions) -> Iterator[Link]:
    """(creation, step) where the step runs a function whose body names the created object.

    A default, a check, an index and a materialized view are evaluated for the rows that exist.
    """
    after, named = decisions.inputs.after, _by_name(decisions.actions.creates)
    running = [
        step
        for step in steps
        if step.action in (Action.CREATE, Action.ALTER) and KINDS[step.ref.kind].code.calls_dependencies
    ]
    if not named or not running:
        return

    @functools.cache
    def mentioned(ref: Ref) -> Sequence[Ref]:
        return _mentioned(ref, named, after)

    for step in running:
        for other in _needed_at_run_time(step.ref, mentioned, after):
            yield Link(create_step(other), step)


def row_links(decisions: Decisions) -> Iterator[Link]:
    """(creation, alteration) where an expression builds a row of a table that gets a new column."""
    after, creates = decisions.inputs.after, decisions.actions.creates
    for ref in decisions.actions.alters:
        if not KINDS[ref.kind].code.calls_dependencies:
            continue
        for use in after.dependencies.get(ref, ()):
            for part in after.dependents.get(use.referenced, ()) if use.type == NORMAL else ():
                if part.type == PART and part.dependent in creates:
                    yield Link(create_step(part.dependent), alter_step(ref))


def _by_name(creates: Collection[Ref]) -> Mapping[str, Sequence[Ref]]:
    """The created objects that a body can name, by their names without the schema."""
    named: dict[str, list[Ref]] = defaultdict(list)
    for ref in creates:
        kind = KINDS[ref.kind]
        if not kind.satellite and not kind.subobject and kind.parent is None:
            named[ref.path[1] if len(ref.path) > 1 else ref.path[0]].append(ref)
    return named


def _needed_at_run_time(ref: Ref, mentioned: Callable[[Ref], Sequence[Ref]], after: SnapshotIndex) -> set[Ref]:
    """Objects named by the bodies of all functions that an object calls, directly or through others."""
    queue, seen, found = [ref], {ref}, set[Ref]()
    while queue:
        one = queue.pop()
        named = mentioned(one)
        found.update(named)
        for other in (*_used(one, after), *named):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return found


def _used(ref: Ref, after: SnapshotIndex) -> Iterator[Ref]:
    """The dependencies of an object, without its whole and without objects that run functions themselves."""
    for edge in after.dependencies.get(ref, ()):
        if edge.type != PART and not KINDS[edge.referenced.kind].code.calls_dependencies:
            yield edge.referenced


def _mentioned(ref: Ref, named: Mapping[str, Sequence[Ref]], after: SnapshotIndex) -> Sequence[Ref]:
    """The created objects that a function's body may mean."""
    body = KINDS[ref.kind].code.function_body
    if body is None or ref not in after.snapshot.objects:
        return ()
    names = set(identifiers(body(after.snapshot.objects[ref])))
    return tuple(other for name in names for other in named.get(name, ()) if other != ref)
