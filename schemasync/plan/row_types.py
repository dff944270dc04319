"""Cast columns to text while a type changes that is a part of their row type, or the table with that row type is rewritten.

Input: `Expansion.cast_columns`, `Expansion.casts_around` and the statements of what changes.
Output: `RowTypeCasts`: the statements in groups, each run by one step, and statements around those of other steps.
The boundary: PostgreSQL changes no type inside a row type that a column uses, and the values cannot be read until the change
is complete. So the casts and the changes are one step, which no order of single objects can express.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.kinds.kind import TextCast
from schemasync.plan.graph import Graph, Link, Step, alter_step, create_step, drop_step
from schemasync.plan.inputs import Inputs
from schemasync.plan.replacement import Expansion


class MergedStep(NamedTuple):
    """Alterations that run in one step: that of `leader`, which does the work of the others.

    Attributes:
        leader: the step.
        others: what the others alter.
        absent: objects that are dropped before it, or created after it.
    """

    leader: Step
    others: tuple[Ref, ...]
    absent: tuple[Ref, ...] = ()


class Group(NamedTuple):
    """Columns that are cast, outer ones before those inside their row types, and what changes inside them."""

    columns: tuple[Ref, ...]
    changed: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class RowTypeCasts:
    """Alterations with the casts.

    Attributes:
        alters: the statements that change objects in place.
        merged: the steps that do the work of several.
        around: step → the casts around its statements.
    """

    alters: Mapping[Ref, Sequence[Sql]]
    merged: tuple[MergedStep, ...]
    around: Mapping[Step, TextCast]


def cast_row_types(expansion: Expansion, inputs: Inputs) -> RowTypeCasts:
    """Put the casts to text, the changes, and the casts back into one step for each group."""
    drops = expansion.actions.drops
    kept = {column: refs - drops for column, refs in expansion.cast_columns.items() if column not in drops}
    alters, merged = dict(expansion.actions.alters), list[MergedStep]()
    for group in find_groups(kept):
        if not group.changed:
            continue
        leader, *others = group.changed
        statements = _between_casts(group, [sql for ref in group.changed for sql in alters.get(ref, ())], inputs)
        alters |= dict.fromkeys(group.changed, ()) | {leader: statements}
        alters = dict.fromkeys(group.columns, ()) | alters
        merged.append(MergedStep(alter_step(leader), (*others, *group.columns)))
    around = dict[Step, TextCast]()
    for ref, casts in expansion.casts_around.items():
        columns = {column: cast for column, cast in casts.items() if cast and column not in drops}
        step = expansion.actions.last_step(ref)
        around[step] = _nested(columns.values())
        merged.append(MergedStep(step, tuple(columns), tuple(casts.keys() - columns.keys())))
    return RowTypeCasts(alters, tuple(merged), around)


def find_groups(cast_columns: Mapping[Ref, AbstractSet[Ref]]) -> list[Group]:
    """Find the groups of columns and changes that must happen in one step.

    Args:
        cast_columns: column → what changes inside its row type.
    """
    found: list[tuple[set[Ref], set[Ref]]] = []
    for column, changed in cast_columns.items():
        columns, members = {column}, set(changed)
        apart = []
        for others, inside in found:
            if others & changed or inside & {*changed, column}:
                columns |= others
                members |= inside
            else:
                apart.append((others, inside))
        found = [*apart, (columns, members)]
    return [
        Group(
            tuple(sorted(columns, key=lambda ref: (-_depth(ref, cast_columns), ref))), tuple(sorted(members - columns))
        )
        for columns, members in found
    ]


def merge_steps(graph: Graph, merged: Sequence[MergedStep]) -> Graph:
    """Let the leader wait for all steps that the others wait for, and the others for the leader."""
    for leader, others, absent in merged:
        steps = frozenset(map(alter_step, others))
        waits = frozenset(first for step in steps for first in graph.before(step)) - steps - {leader}
        changed = {step: graph.before(step) | {leader} for step in steps}
        graph = graph.set_predecessors({**changed, leader: graph.before(leader) | waits})
        graph = graph.require(Link(drop_step(ref), leader) for ref in absent)
        graph = graph.require(Link(leader, create_step(ref)) for ref in absent)
    return graph


def _nested(casts: Iterable[TextCast]) -> TextCast:
    """All casts to text, and all casts back in the opposite order."""
    to_text, back = list[Sql](), list[Sql]()
    for cast in casts:
        to_text += cast.to_text
        back[:0] = cast.back
    return TextCast(to_text, back)


def _between_casts(group: Group, changes: Sequence[Sql], inputs: Inputs) -> tuple[Sql, ...]:
    """The changes between the casts to text and the casts back."""
    casts = list[TextCast]()
    for column in group.columns:
        cast = KINDS[column.kind].replacement.row_type.cast_to_text
        found = cast(column, inputs.before.snapshot.objects[column], inputs.context) if cast else None
        assert found
        casts.append(found)
    around = _nested(casts)
    return (*around.to_text, *changes, *around.back)


def _depth(column: Ref, cast_columns: Mapping[Ref, AbstractSet[Ref]]) -> int:
    return 1 + max((_depth(ref, cast_columns) for ref in cast_columns[column] if ref in cast_columns), default=0)
