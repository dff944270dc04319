"""Rows that a change of type, a generated column or a partition's bound can refuse.

Names are those of the database before the pending files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemasync.core.row_risk import Probe
from schemasync.kinds.catalog import FIRST_USER_OID
from schemasync.replay import probes
from schemasync.replay.assignments import holds_all, rounds
from schemasync.replay.computed_values import never_fails
from schemasync.replay.reading import Column, Partition
from schemasync.replay.step import ObservedStep
from schemasync.replay.undecidable import CONSTANTS, NEW_COLUMN, OWN_CODE, RENAMES, ROUNDS, Found, ends_soon

_VARYING = frozenset((1042, 1043))
"""OIDs of the types with a length limit: `character` and `character varying`."""
_TEXTS = frozenset((25, 1042, 1043))
"""OIDs of `text` and these two."""

PLAIN, THROUGH_TEXT, OWN = "plain", "text", "own"
"""How a column is converted to another type: by a cast, by casts to text and from it, by an expression of its own."""


def conversion_risks(step: ObservedStep, key: tuple[int, int], old: Column, new: Column) -> Iterator[Found]:
    """Values of one column that its new type does not accept, or that a key or a check does not, once they are converted."""
    relation, number = key
    if step.inherited(relation):
        return
    conversion = step.conversions.get(new.name)
    if not (conversion == PLAIN and old.plain and holds_all(new, old)):
        names = step.names(relation, [number])
        on = f"a value of {old.name} that the new type does not take"
        yield relation, on, _conversion(step, relation, names[0], old, new) if names else NEW_COLUMN
    if conversion in (PLAIN, THROUGH_TEXT) and rounds(new, old) and _is_constrained(step, relation, number):
        yield relation, f"a value of {old.name} that a key or a check refuses once it is converted", ROUNDS


def _is_constrained(step: ObservedStep, relation: int, number: int) -> bool:
    """Whether a key, a check or a unique index has a column, so that a rounded value may not fit it."""
    constraints = [one for one in step.before.constraints.values() if one.kind != "n"]
    return (
        any(one.relation == relation and number in (one.columns or ()) for one in constraints)
        or any(one.referenced == relation and number in (one.referenced_columns or ()) for one in constraints)
        or any(one.relation == relation and (number in one.columns or one.keys) for one in step.before.indexes.values())
    )


def _conversion(step: ObservedStep, relation: int, column: str, old: Column, new: Column) -> Probe | str:
    conversion = step.conversions.get(new.name)
    if conversion in (None, OWN):
        return "it converts values by an expression of its own"
    if not old.plain:
        return OWN_CODE
    table = step.table(relation)
    if new.labels is not None and conversion == PLAIN and old.type not in _TEXTS:
        return OWN_CODE  # between two enums there is no cast but the project's
    if new.labels is not None:
        return probes.not_labels(table, column, old.type_name, new.labels)
    if not new.plain or new.type >= FIRST_USER_OID:
        return OWN_CODE
    if new.type in _VARYING and old.type in _TEXTS and new.modifier > 0:
        return probes.too_long(table, column, new.modifier - 4)
    return probes.uncastable(table, column, old.type_name, new.type_name, through_text=conversion == THROUGH_TEXT)


def generated_column_risks(step: ObservedStep) -> Iterator[Found]:
    """Stored generated columns, which are computed for each row."""
    for (relation, number), column in step.written.columns.items():
        fresh = (relation, number) not in step.before.columns
        if not fresh or column.generated != "s" or not column.expression:
            continue
        on = f"a row for which {column.name} cannot be computed"
        if column.own_code:
            yield relation, on, OWN_CODE
        elif never_fails(column.expression, column.type, column.modifier):
            continue
        elif not ends_soon(column.expression):
            yield relation, on, CONSTANTS
        elif step.renamed(relation):
            yield relation, on, RENAMES
        else:
            yield relation, on, probes.uncomputable(step.table(relation), column.expression)


def partition_risks(step: ObservedStep) -> Iterator[Found]:
    """Rows that do not fit the bound of a new partition."""
    for (child, parent), new in step.written.partitions.items():
        if (child, parent) in step.before.partitions:
            continue
        if child in step.start.relations and step.validates(child):
            yield child, "a row outside the partition's bound", _bound(step, child, new, probes.outside)
        if new.default in step.start.relations and new.default != child and step.validates(new.default):
            on = "a row of the default partition that belongs to the new one"
            yield new.default, on, _bound(step, new.default, new, probes.inside)


def _bound(
    step: ObservedStep, relation: int, new: Partition, probe: Callable[[probes.Table, str], Probe]
) -> Probe | str:
    if new.strategy == "h":
        return "its bound is a hash"
    if new.constraint is None or new.own_code:
        return OWN_CODE
    return RENAMES if step.renamed(relation) else probe(step.table(relation), new.constraint)
