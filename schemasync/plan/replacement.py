"""Extend actions to dependents: each dependent of a dropped or changed object is replaced, retargeted or left as it is.

Input: the `Actions` of `actions.sort_changes`.
Output: `Expansion`: actions that leave no dependent on an object that goes.
The boundary: it is a fixed point over `pg_depend`, the only phase in which one object's action changes another's. It runs
before anything is ordered, since an order exists only between actions that are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemasync.core.compare import differing
from schemasync.core.model import NAMED_ROLE, ORDER_ONLY, PART, Edge, Ref
from schemasync.core.sql import Sql
from schemasync.kinds import KINDS
from schemasync.kinds.kind import TextCast
from schemasync.plan.actions import Actions
from schemasync.plan.attachments import attachment_of, other_candidates
from schemasync.plan.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Expansion:
    """Actions with their consequences.

    Attributes:
        actions: with all that is replaced.
        retargeted: replaced object → the objects that move to its successor. It is renamed out of the way until then.
        cast_columns: column → the objects that change inside the row type of its values.
        casts_around: object → the casts of columns around the statement that creates, alters or drops it.
    """

    actions: Actions
    retargeted: Mapping[Ref, tuple[Ref, ...]]
    cast_columns: Mapping[Ref, frozenset[Ref]]
    casts_around: Mapping[Ref, Mapping[Ref, TextCast | None]]


@dataclass(slots=True)
class _Progress:
    """The actions while they are extended; it does not leave this module."""

    inputs: Inputs
    creates: set[Ref]
    drops: set[Ref]
    alters: dict[Ref, Sequence[Sql]]
    type_changed: set[Ref]
    retargeted: dict[Ref, list[Ref]] = field(default_factory=dict)
    cast_columns: dict[Ref, set[Ref]] = field(default_factory=dict)
    casts_around: dict[Ref, Mapping[Ref, TextCast | None]] = field(default_factory=dict)

    def stays(self, ref: Ref) -> bool:
        """Whether the object exists at the end, and is not dropped so far."""
        return ref not in self.drops and ref in self.inputs.after.snapshot.objects

    def replace(self, ref: Ref) -> None:
        self.alters.pop(ref, None)
        self.type_changed.discard(ref)
        self.creates.add(ref)
        self.drops.add(ref)

    def retarget(self, ref: Ref, replaced: Ref, statements: Sequence[Sql]) -> None:
        """Move the object by these statements; with none, a statement on a parent's column does it, which orders its users too."""
        self.retargeted.setdefault(replaced, []).append(ref)
        self.alters[ref] = (*statements, *self.alters.get(ref, ()))


def expand_replacements(actions: Actions, inputs: Inputs) -> Expansion:
    """Decide for each dependent of an object that is dropped or changes its type: replace it, retarget it, or leave it."""
    progress = _Progress(
        inputs, set(actions.creates), set(actions.drops), dict(actions.alters), set(actions.type_changed)
    )
    queue = sorted(actions.drops | actions.type_changed)
    for ref in sorted({*actions.creates, *actions.alters}):
        queue += _cast_around(ref, progress)
    while queue or (queue := _replace_attached(progress)):
        ref = queue.pop()
        queue += _cast_around(ref, progress)
        queue += _cast_row_type_users(ref, progress)
        for edge in inputs.before.dependents.get(ref, ()):
            queue += _decide_on_dependent(edge, progress)
    _rename_dependencies_away(progress)
    return Expansion(
        Actions(
            frozenset(progress.creates), frozenset(progress.drops), progress.alters, frozenset(progress.type_changed)
        ),
        {ref: tuple(moved) for ref, moved in progress.retargeted.items()},
        {column: frozenset(changed) for column, changed in progress.cast_columns.items()},
        progress.casts_around,
    )


def _decide_on_dependent(edge: Edge, progress: _Progress) -> list[Ref]:
    """Decide for one dependent; return it, or others, if their dependents must be decided on, too."""
    dependent, ref = edge.dependent, edge.referenced
    if not progress.stays(dependent) or edge.type in (ORDER_ONLY, NAMED_ROLE):
        return []
    gone = ref in progress.drops and ref not in progress.creates
    if (
        gone
        and dependent in progress.alters
        and edge.type != PART
        and not _keeps_dependencies(dependent, progress.inputs)
        and not _must_fit_row_type(dependent, ref, progress.inputs)
    ):
        return []  # its own alteration ends the dependency
    if ref in progress.type_changed and _survives(dependent, ref, progress):
        return _replace_users_of_same_kind(dependent, progress)
    if ref in progress.drops and _retarget(dependent, ref, progress):
        if dependent in progress.type_changed:
            return []
        progress.type_changed.add(dependent)
        return [dependent]
    progress.replace(dependent)
    return [dependent]


def _survives(ref: Ref, changed: Ref, progress: _Progress) -> bool:
    """Whether the object stays in place while a column that it depends on changes its type."""
    kind = KINDS[ref.kind]
    if changed in progress.cast_columns and not kind.satellite:
        return False
    survives = kind.replacement.survives_type_change
    return bool(survives and survives(progress.inputs.before.snapshot.objects[ref]))


def _keeps_dependencies(ref: Ref, inputs: Inputs) -> bool:
    """Whether no alteration of the object can end its dependencies (a generated column and its functions)."""
    survives = KINDS[ref.kind].replacement.survives_type_change
    return bool(survives and not survives(inputs.before.snapshot.objects[ref]))


def _must_fit_row_type(ref: Ref, column: Ref, inputs: Inputs) -> bool:
    """Whether PostgreSQL checks the object's text against the row type that loses a column.

    It does so whenever the text is written: the old text fits only before the column is dropped, the new one only after.
    """
    must_fit = KINDS[ref.kind].replacement.must_fit_row_type
    before = inputs.before.snapshot.objects
    if must_fit is None or not must_fit(before[ref]) or (whole_of := KINDS[column.kind].parent) is None:
        return False
    whole = whole_of(column, before[column])
    return any(edge.referenced == whole for edge in inputs.before.dependencies.get(ref, ()))


def _replace_users_of_same_kind(ref: Ref, progress: _Progress) -> list[Ref]:
    """Replace objects that the server drops when it rebuilds another one (a foreign key on a key)."""
    edges = progress.inputs.before.dependents.get(ref, ())
    users = {edge.dependent for edge in edges if edge.dependent.kind == ref.kind}
    replaced = [user for user in users if progress.stays(user) and _keeps_dependencies(user, progress.inputs)]
    for user in replaced:
        progress.replace(user)
    return sorted(replaced)


def _retarget(ref: Ref, replaced: Ref, progress: _Progress) -> bool:
    """Move the object to the successor of a replaced one, if it can be (a column to a rebuilt type)."""
    statements_for = KINDS[ref.kind].replacement.retarget
    if not statements_for or not KINDS[replaced.kind].replacement.rename_away or replaced not in progress.creates:
        return False
    inputs = progress.inputs
    old, new = inputs.before.snapshot.objects[ref], inputs.after.snapshot.objects[ref]
    if "type" in differing(old, new):
        progress.retarget(ref, replaced, ())
        return True
    statements = statements_for(ref, old, new, replaced, inputs.context)
    if statements is None:
        return False
    if ref not in progress.retargeted.get(replaced, ()):
        progress.retarget(ref, replaced, statements)
    return True


def _cast_row_type_users(ref: Ref, progress: _Progress) -> list[Ref]:
    """Cast columns that store values of a changing row type to text, or replace them; return those that are new."""
    inputs = progress.inputs
    users = KINDS[ref.kind].replacement.row_type.users if ref in progress.type_changed else None
    found = []
    for column in users(ref, inputs.context) if users else ():
        if not progress.stays(column):
            continue
        cast = KINDS[column.kind].replacement.row_type.cast_to_text
        if cast is None or cast(column, inputs.before.snapshot.objects[column], inputs.context) is None:
            progress.replace(column)
            found.append(column)
            continue
        if column not in progress.cast_columns:
            found.append(column)
        progress.cast_columns.setdefault(column, set()).add(ref)
        progress.type_changed.add(column)
    return found


def _cast_around(ref: Ref, progress: _Progress) -> list[Ref]:
    """Cast columns to text around the object's statement, or replace them; return those that are new."""
    casts_around = KINDS[ref.kind].replacement.row_type.casts_around
    casts = casts_around(ref, progress.inputs.context, created=ref in progress.creates) if casts_around else {}
    if not casts or ref in progress.casts_around:
        return []
    progress.casts_around[ref] = casts
    found = [column for column in casts if progress.stays(column)]
    for column in found:
        if casts[column] is None:
            progress.replace(column)
        else:
            progress.type_changed.add(column)
            progress.alters.setdefault(column, ())
            progress.cast_columns.setdefault(column, set())
    return found


def _replace_attached(progress: _Progress) -> list[Ref]:
    """Replace both ends of an attachment that cannot end alone, and indexes that the server would attach instead."""
    found: set[Ref] = set()
    for ref in progress.drops:
        attachment = attachment_of(ref, progress.inputs.before.snapshot, progress.inputs.context)
        if attachment and attachment.cause not in progress.drops:
            found |= {end for end in (attachment.part, attachment.whole) if progress.stays(end)}
    found |= {
        candidate.ref
        for candidate in other_candidates(progress.creates, progress.inputs)
        if _can_be_replaced(candidate.ref, progress)
    }
    for ref in found:
        progress.replace(ref)
    return sorted(found)


def _can_be_replaced(ref: Ref, progress: _Progress) -> bool:
    return ref in progress.inputs.before.snapshot.objects and ref not in progress.drops


def _rename_dependencies_away(progress: _Progress) -> None:
    """Rename the replaced dependencies of an object that is renamed away, too, until it is dropped."""
    queue = list(progress.retargeted)
    while queue:
        for edge in progress.inputs.before.dependencies.get(queue.pop(), ()):
            below = edge.referenced
            replaced = below in progress.drops and below in progress.creates
            if replaced and below not in progress.retargeted and KINDS[below.kind].replacement.rename_away:
                progress.retargeted[below] = []
                queue.append(below)
