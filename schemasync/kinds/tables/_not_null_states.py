"""Columns whose NOT NULL a plan changes, and the same columns of their parents and children."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.kinds.inheritance import descendants, stays_attached
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import find
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


def children_of(ref: Ref, context: PlanContext) -> Iterator[States]:
    """The same column of the descendants that stay."""
    return _both_states(descendants(ref, context), context)


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
