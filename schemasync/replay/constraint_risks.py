"""Rows that a new constraint, NOT NULL or unique index can refuse.

Names are those of the database before the pending files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from schemasync.core.row_risk import Probe
from schemasync.core.sql import ident
from schemasync.replay import probes
from schemasync.replay.computed_values import NUMBERS
from schemasync.replay.expressions import compares_order, operations
from schemasync.replay.nullness import checks_only_null
from schemasync.replay.reading import Constraint, Index
from schemasync.replay.step import ObservedStep
from schemasync.replay.undecidable import CONSTANTS, NEW_COLUMN, OWN_CODE, RENAMES, Found, ends_soon

_UNCOLLATED = (*NUMBERS, 16, 1082, 1083, 1114, 1184, 2950)
"""OIDs of types that no collation orders: numbers, `boolean`, dates and times, `uuid`."""
MOST_OPERATIONS = 20
"""Functions and operators of a check that is planned with NULL in place of columns."""
OVERLAPS = "its key is a range WITHOUT OVERLAPS"
NOT_NULL_IS_CONSTRAINT = 180000
"""Server version in which NOT NULL is a constraint, which can be unvalidated."""
DUPLICATE = "two rows with the same key"
UNFIT = "a row that does not fit the check"
ORPHAN = "a row whose reference leads nowhere"
PRIMARY = f"{DUPLICATE}, or a NULL in it"


def null_risks(step: ObservedStep, keyed: Collection[tuple[int, int]]) -> Iterator[Found]:
    """NULLs in columns that become NOT NULL, except those of a new primary key, `keyed`."""
    if step.server.version >= NOT_NULL_IS_CONSTRAINT:
        keys = {(one.relation, (one.columns or [0])[0]) for one in step.new_constraints() if one.kind == "n"}
    else:
        keys = {
            key
            for key, column in step.written.columns.items()
            if column.not_null and not getattr(step.before.columns.get(key), "not_null", False)
        }
    for relation, number in sorted(keys - set(keyed) - set(step.filled)):
        column = step.after.columns.get((relation, number)) or step.before.columns.get((relation, number))
        if column is None or relation not in step.start.relations or step.inherited(relation):
            continue
        names = step.names(relation, [number])
        if names:
            if step.validates(relation):
                yield relation, f"a NULL in {column.name}", probes.nulls(step.table(relation), names)
        elif (relation, number) not in step.before.columns and not column.filled and not column.generated:
            yield (
                relation,
                f"any row: {column.name} would be NULL",
                probes.any_row(step.table(relation), column.name),
            )
        elif not column.filled and not column.generated:
            yield relation, f"a NULL in {column.name}", NEW_COLUMN


def constraint_risks(step: ObservedStep, one: Constraint) -> Iterator[Found]:
    """Rows that violate one new constraint of a table."""
    if one.domain:
        return
    if one.relation not in step.start.relations or one.kind == "n":
        return
    index = step.after.indexes.get(one.index_oid)
    if one.kind == "c" and not _holds_anyway(step, one) and one.relation not in step.detached():
        yield one.relation, UNFIT, _check(step, one)
    elif one.kind == "f" and not _references_nothing(step, one):
        yield one.relation, ORPHAN, _reference(step, one)
    elif one.kind in "pu" and one.operators:
        yield one.relation, "two rows whose keys overlap", OVERLAPS
    elif one.kind in "pu" and index and step.makes_index(one):
        yield from _unique(step, index, primary=one.kind == "p")
    elif one.kind == "x" and index:
        yield one.relation, "two rows that exclude each other", _exclusion(step, one, index)


def _holds_anyway(step: ObservedStep, one: Constraint) -> bool:
    """Whether a check is false for no row, whatever the rows of the database are."""
    without_null = checks_only_null(one.expression or "", step.without_null(one.relation))
    return without_null or _passes_added(step, one) or _follows_from_old(step, one)


def _follows_from_old(step: ObservedStep, one: Constraint) -> bool:
    """Whether the planner proves a check by those that the database has: a list of values is extended, a bound is moved.

    Rows of children need not fit a check with NO INHERIT.
    """
    if any(parent == one.relation for _, parent in step.after.children):
        return False
    if one.relation in step.written_before or step.renamed(one.relation) or not _is_plannable(step, one):
        return False
    start = (old for old in step.start.constraints.values() if old.relation == one.relation and old.kind == "c")
    known = [old for old in start if old.validated and _is_plannable(step, old)]
    numbers = sorted({number for each in (one, *known) for number in each.columns or ()})
    columns = step.old_columns(one.relation, numbers)
    if not known or columns != [step.after.columns.get((one.relation, number)) for number in numbers]:
        return False
    table = probes.table_with_checks(columns, [old.expression or "" for old in known])
    return step.server.is_empty_with(table, probes.failing_checked(one.expression or ""))


def _is_plannable(step: ObservedStep, one: Constraint) -> bool:
    """Whether planning a check takes no time, calls no code of the project, and decides nothing by a collation of the database."""
    text = one.expression or ""
    count = operations(text)
    if count is None or count > MOST_OPERATIONS or one.own_code or not step.is_safe(one.expression):
        return False
    columns = (step.after.columns.get((one.relation, number)) for number in one.columns or ())
    return not compares_order(text) or all(
        column and (column.type in _UNCOLLATED or column.labels) for column in columns
    )


def _passes_added(step: ObservedStep, one: Constraint) -> bool:
    """Whether a check is false for no row, as the columns of it that the pull request adds have one value in every one."""
    added = step.added_columns(one.relation, one.columns or [])
    columns = [step.after.columns.get((one.relation, number)) for number in one.columns or []]
    if not added or not _is_plannable(step, one):
        return False
    known = [column for column in columns if column and column not in [new for new, _ in added]]
    if not all(column and column.plain and column.type not in step.after.domains for column in columns):
        return False
    return step.server.is_empty(probes.failing_with_values(added, known, one.expression or ""))


def _references_nothing(step: ObservedStep, one: Constraint) -> bool:
    """Whether a reference has NULL in every row, in a column that the pull request adds; all of them with MATCH FULL."""
    columns = one.columns or []
    empty = step.empty_columns(one.relation, columns)
    return len(empty) == len(columns) if one.match == "f" else bool(empty)


def _check(step: ObservedStep, one: Constraint) -> Probe | str:
    numbers = one.columns or []
    if any(number < 1 for number in numbers):
        return "it reads whole rows or system columns"
    columns = step.old_columns(one.relation, numbers)
    if columns is None:
        return NEW_COLUMN
    if not ends_soon(one.expression):
        return CONSTANTS
    if one.own_code or not step.is_safe(one.expression) or not all(column.plain for column in columns):
        return OWN_CODE
    if step.renamed(one.relation):
        return RENAMES
    return probes.failing(step.table(one.relation), one.expression or "")


def _reference(step: ObservedStep, one: Constraint) -> Probe | str:
    columns = step.old_columns(one.relation, one.columns or [])
    if columns is None:
        return NEW_COLUMN
    targets = step.old_columns(one.referenced, one.referenced_columns or [])
    if one.referenced not in step.start.relations or targets is None:
        return "the pull request makes what it references"
    if one.own_code or any(map(step.compares_by_own_code, columns, targets)):
        return OWN_CODE
    if set(one.operators or ()) != {"="}:
        return "it references a PERIOD"
    names, referenced = ([column.name for column in each] for each in (columns, targets))
    table, other = step.table(one.relation), step.table(one.referenced)
    return probes.orphans(table, names, other, referenced, full=one.match == "f")


def _exclusion(step: ObservedStep, one: Constraint, index: Index) -> Probe | str:
    columns = step.old_columns(one.relation, one.columns or [])
    if columns is None or index.keys or not one.operators:
        return "its key is an expression or a new column"
    if one.own_code or index.own_code or not all(column.plain for column in columns):
        return OWN_CODE
    if not ends_soon(index.predicate):
        return CONSTANTS
    if index.predicate and step.renamed(one.relation):
        return RENAMES
    names = [column.name for column in columns]
    return probes.conflicts(step.table(one.relation), names, one.operators, index.predicate)


def unique_index_risks(step: ObservedStep, of_constraints: Collection[int]) -> Iterator[Found]:
    """Rows with equal keys of a new unique index that belongs to no constraint."""
    old = [*step.before.indexes.values()]  # REINDEX CONCURRENTLY makes the same again
    for oid, new in step.written.indexes.items():
        if oid in step.before.indexes or new in old or oid in of_constraints or new.is_partition or step.reindexed(new):
            continue
        if new.relation in step.start.relations:
            yield from _unique(step, new, primary=False)


def _unique(step: ObservedStep, index: Index, *, primary: bool) -> Iterator[Found]:
    numbers = index.columns[: index.key_count]
    columns = [number for number in numbers if number]
    on = PRIMARY if primary else DUPLICATE
    new = [number for number in columns if (index.relation, number) not in step.start.columns]
    if new:
        yield from _unique_new(step, index, new, on, primary=primary)
        return
    yield index.relation, on, _unique_probe(step, index, numbers, primary=primary)


def _unique_new(step: ObservedStep, index: Index, new: Sequence[int], on: str, *, primary: bool) -> Iterator[Found]:
    columns = [step.after.columns.get((index.relation, number)) for number in new]
    if not primary and step.empty_columns(index.relation, new) and index.nulls_not_distinct != "true":
        return
    if all(column and column.filled for column in columns) and index.relation in step.rewritten:
        return  # a value for each row, as of a sequence
    yield index.relation, on, NEW_COLUMN


def _unique_probe(step: ObservedStep, index: Index, numbers: Sequence[int], *, primary: bool) -> Probe | str:
    columns = [step.start.columns.get((index.relation, number)) for number in numbers if number]
    if index.own_code or not all(column and column.plain for column in columns):
        return OWN_CODE
    if not ends_soon(*(index.keys or ()), index.predicate):
        return CONSTANTS
    if index.own_collation:
        return "its collation is not the column's"
    if (index.keys or index.predicate) and step.renamed(index.relation):
        return RENAMES
    names = step.names(index.relation, [number for number in numbers if number]) or []
    keys = [f"({key})" for key in index.keys] if index.keys else [ident(column) for column in names]
    return probes.duplicates(
        step.table(index.relation), keys, index.keys or names, index.predicate,
        nulls_equal=index.nulls_not_distinct == "true", no_null=primary,
    )  # fmt: skip
