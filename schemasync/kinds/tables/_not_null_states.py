"""Columns whose NOT NULL a plan changes, and the same columns of their parents and children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.kinds.inheritance import descendants, stays_attached
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import find, get
from schemasync.kinds.paths import same_part
from schemasync.kinds.tables._column_model import Column, NotNull


class States(NamedTuple):
    """A column before and after the plan."""

    ref: Ref
    before: Column
    after: Column

    @property
    def gains(self) -> bool:
        """Whether it becomes NOT NULL with its children."""
        return is_inheritable(self.after) and not is_inheritable(self.before)

    @property
    def loses(self) -> bool:
        """Whether it ceases to be NOT NULL with its children."""
        return is_inheritable(self.before) and not is_inheritable(self.after)


def own_constraint(model: Column) -> NotNull | None:
    """The constraint, unless it is the parent's alone."""
    return model.not_null_constraint if model.not_null_is_own else None


def is_inheritable(model: Column) -> bool:
    """Whether it is NOT NULL with its children."""
    return model.not_null and not (model.not_null_constraint or NotNull()).no_inherit


def named_state(model: Column) -> tuple[bool, NotNull | None]:
    """NOT NULL and its constraint, with the name that it has even where that is the default."""
    constraint = model.not_null_constraint
    return model.not_null, constraint and constraint._replace(name=model.not_null_name)


def stays(states: States) -> bool:
    """Whether a partition's constraint is not dropped with those above it, and is right as it is."""
    return states.before.not_null_stays and named_state(states.before) == named_state(states.after)


def is_lost_with_parents(states: States, context: PlanContext) -> bool:
    """Whether it is the parents' alone, and their statements drop it before the table's own ones run."""
    giving = [parent for parent in parents_of(states.ref, context) if is_inheritable(parent.before)]
    dropped = (parent.loses or is_lost_with_parents(parent, context) for parent in giving)
    return bool(giving) and states.before.not_null and own_constraint(states.before) is None and all(dropped)


def children_of(ref: Ref, context: PlanContext) -> Iterator[States]:
    """The same column of the descendants that stay."""
    return _both_states(descendants(ref, context), context)


def ancestors(ref: Ref, context: PlanContext) -> list[tuple[Ref, Column]]:
    """The same column of all tables above, in the wanted state, that is NOT NULL with its children; the topmost first."""
    found: list[tuple[Ref, Column]] = []
    queue = [ref]
    for part in queue:
        for parent in get(context.after.objects, part, Column).parents or ():
            above = same_part(part, parent)
            column = find(context.after.objects, above, Column)
            if column is not None and is_inheritable(column) and above not in queue:
                queue.append(above)
                found.insert(0, (above, column))
    return found


def parents_of(ref: Ref, context: PlanContext) -> Iterator[States]:
    """The same column of the parents that stay."""
    column = find(context.after.objects, ref, Column)
    staying = (parent for parent in (column and column.parents) or () if stays_attached(ref, [parent], context))
    return _both_states((same_part(ref, parent) for parent in staying), context)


def _both_states(refs: Iterable[Ref], context: PlanContext) -> Iterator[States]:
    for ref in refs:
        before, after = find(context.before.objects, ref, Column), find(context.after.objects, ref, Column)
        if before is not None and after is not None:
            yield States(ref, before, after)
