"""Rows that one statement can refuse: by a constraint, NOT NULL, type, unique index, partition, domain or generated column.

Changes of a table that existed before count, whichever statement, block or function made them. Names are
those of the database before the pending files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from schemasync.core.row_risk import Probe
from schemasync.core.sql import ident
from schemasync.replay import probes
from schemasync.replay.expressions import operations
from schemasync.replay.reading import FIRST_OID, Column, Constraint, Index, Partition
from schemasync.replay.step import Step

OWN_CODE = "it calls code that is not PostgreSQL's own, or not immutable"
NEW_COLUMN = "the pull request adds the column"
RENAMES = "an earlier statement renames a column"
CONSTANTS = "it computes with constants alone, which cannot be stopped"
MOST_OPERATIONS = 20
"""Functions and operators of a check that is planned with NULL in place of columns."""
OVERLAPS = "its key is a range WITHOUT OVERLAPS"
NOT_NULL_IS_CONSTRAINT = 180000
"""Server version in which NOT NULL is a constraint, which can be unvalidated."""
_VARYING = frozenset((1042, 1043))
"""Types that are cut to a length: `character` and `character varying`."""
_TEXTS = frozenset((25, 1042, 1043))
DUPLICATE = "two rows with the same key"
UNFIT, ORPHAN, PRIMARY = (
    "a row that does not fit the check",
    "a row whose reference leads nowhere",
    f"{DUPLICATE}, or a NULL in it",
)
WRITTEN = "the rows that it writes: triggers, constraints, missing rows"

PLAIN, THROUGH_TEXT, OWN = "plain", "text", "own"
"""How a column is converted to another type: by a cast, by casts to text and from it, by an expression of its own."""

Found = tuple[int, str, Probe | str]
"""OID of the relation, the rows in words, and the query that decides it or the reason why none can."""


def find_risks(step: Step) -> Iterator[Found]:
    constraints = list(step.new_constraints())
    keys = (one for one in constraints if one.kind == "p" and step.makes_index(one))
    keyed = {(one.relation, number) for one in keys for number in one.columns or ()}
    yield from _not_null(step, keyed)
    for constraint in constraints:
        yield from _constrained(step, constraint)
    yield from _indexed(step, {one.index_oid for one in step.written.constraints.values() if one.kind in "pux"})
    for key, old, new in step.retyped():
        yield from _converted(step, key, old, new)
    yield from _added(step)
    yield from _partitioned(step)
    yield from _domains(step)
    yield from ((relation, WRITTEN, "it writes rows") for relation in step.writes())


def _not_null(step: Step, keyed: Collection[tuple[int, int]]) -> Iterator[Found]:
    if step.server.version >= NOT_NULL_IS_CONSTRAINT:
        keys = {(one.relation, (one.columns or [0])[0]) for one in step.new_constraints() if one.kind == "n"}
    else:
        keys = {
            key
            for key, column in step.written.columns.items()
            if column.not_null and not getattr(step.before.columns.get(key), "not_null", False)
        }
    for relation, number in sorted(keys - set(keyed)):
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


def _constrained(step: Step, one: Constraint) -> Iterator[Found]:
    if one.domain:
        return
    if one.relation not in step.start.relations or one.kind == "n":
        return
    index = step.after.indexes.get(one.index_oid)
    if one.kind == "c" and not _passes_empty(step, one):
        yield one.relation, UNFIT, _check(step, one)
    elif one.kind == "f" and not _references_nothing(step, one):
        yield one.relation, ORPHAN, _reference(step, one)
    elif one.kind in "pu" and one.operators:
        yield one.relation, "two rows whose keys overlap", OVERLAPS
    elif one.kind in "pu" and index and step.makes_index(one):
        yield from _unique(step, index, primary=one.kind == "p")
    elif one.kind == "x" and index:
        yield one.relation, "two rows that exclude each other", _exclusion(step, one, index)


def _passes_empty(step: Step, one: Constraint) -> bool:
    """Whether a check is false for no row, as the columns of it that the pull request adds are NULL in every one."""
    empty = step.empty_columns(one.relation, one.columns or [])
    columns = [step.after.columns.get((one.relation, number)) for number in one.columns or []]
    if not empty or one.own_code or not step.is_safe(one.expression):
        return False
    if (operations(one.expression or "") or 0) > MOST_OPERATIONS:
        return False
    known = [column for column in columns if column and column not in empty]
    if not all(column and column.plain and column.type not in step.after.domains for column in columns):
        return False
    return step.server.is_empty(probes.failing_with_nulls(empty, known, one.expression or ""))


def _references_nothing(step: Step, one: Constraint) -> bool:
    """Whether a reference has NULL in every row, in a column that the pull request adds; all of them with MATCH FULL."""
    columns = one.columns or []
    empty = step.empty_columns(one.relation, columns)
    return len(empty) == len(columns) if one.match == "f" else bool(empty)


def _check(step: Step, one: Constraint) -> Probe | str:
    numbers = one.columns or []
    if any(number < 1 for number in numbers):
        return "it reads whole rows or system columns"
    columns = step.old_columns(one.relation, numbers)
    if columns is None:
        return NEW_COLUMN
    if not _end_soon(one.expression):
        return CONSTANTS
    if one.own_code or not step.is_safe(one.expression) or not all(column.plain for column in columns):
        return OWN_CODE
    if step.renamed(one.relation):
        return RENAMES
    return probes.failing(step.table(one.relation), one.expression or "")


def _reference(step: Step, one: Constraint) -> Probe | str:
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


def _exclusion(step: Step, one: Constraint, index: Index) -> Probe | str:
    columns = step.old_columns(one.relation, one.columns or [])
    if columns is None or index.keys or not one.operators:
        return "its key is an expression or a new column"
    if one.own_code or index.own_code or not all(column.plain for column in columns):
        return OWN_CODE
    if not _end_soon(index.predicate):
        return CONSTANTS
    if index.predicate and step.renamed(one.relation):
        return RENAMES
    names = [column.name for column in columns]
    return probes.conflicts(step.table(one.relation), names, one.operators, index.predicate)


def _indexed(step: Step, of_constraints: Collection[int]) -> Iterator[Found]:
    for oid, new in step.written.indexes.items():
        if oid in step.before.indexes or oid in of_constraints or new.is_partition or step.reindexed(new):
            continue
        if new.relation in step.start.relations:
            yield from _unique(step, new, primary=False)


def _unique(step: Step, index: Index, *, primary: bool) -> Iterator[Found]:
    numbers = index.columns[: index.key_count]
    columns = [number for number in numbers if number]
    on = PRIMARY if primary else DUPLICATE
    new = [number for number in columns if (index.relation, number) not in step.start.columns]
    if new:
        yield from _unique_new(step, index, new, on, primary=primary)
        return
    yield index.relation, on, _unique_probe(step, index, numbers, primary=primary)


def _unique_new(step: Step, index: Index, new: Sequence[int], on: str, *, primary: bool) -> Iterator[Found]:
    columns = [step.after.columns.get((index.relation, number)) for number in new]
    if not primary and step.empty_columns(index.relation, new) and index.nulls_not_distinct != "true":
        return
    if all(column and column.filled for column in columns) and index.relation in step.rewritten:
        return  # a value for each row, as of a sequence
    yield index.relation, on, NEW_COLUMN


def _unique_probe(step: Step, index: Index, numbers: Sequence[int], *, primary: bool) -> Probe | str:
    columns = [step.start.columns.get((index.relation, number)) for number in numbers if number]
    if index.own_code or not all(column and column.plain for column in columns):
        return OWN_CODE
    if not _end_soon(*(index.keys or ()), index.predicate):
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


def _converted(step: Step, key: tuple[int, int], old: Column, new: Column) -> Iterator[Found]:
    relation, number = key
    if step.inherited(relation):
        return
    names = step.names(relation, [number])
    on = f"a value of {old.name} that the new type does not take"
    yield relation, on, _conversion(step, relation, names[0], old, new) if names else NEW_COLUMN


def _conversion(step: Step, relation: int, column: str, old: Column, new: Column) -> Probe | str:
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
    if not new.plain or new.type >= FIRST_OID:
        return OWN_CODE
    if new.type in _VARYING and old.type in _TEXTS and new.modifier > 0:
        return probes.too_long(table, column, new.modifier - 4)
    return probes.uncastable(table, column, old.type_name, new.type_name, through_text=conversion == THROUGH_TEXT)


def _end_soon(*expressions: str | None) -> bool:
    """Whether planning the expressions takes no time that a stranger chooses."""
    return all(operations(expression) is not None for expression in expressions if expression)


def _added(step: Step) -> Iterator[Found]:
    """Stored generated columns, which are computed for each row."""
    for (relation, number), column in step.written.columns.items():
        fresh = (relation, number) not in step.before.columns
        if not fresh or column.generated != "s" or not column.expression:
            continue
        on = f"a row for which {column.name} cannot be computed"
        if column.own_code:
            yield relation, on, OWN_CODE
        elif not _end_soon(column.expression):
            yield relation, on, CONSTANTS
        elif step.renamed(relation):
            yield relation, on, RENAMES
        else:
            yield relation, on, probes.uncomputable(step.table(relation), column.expression)


def _partitioned(step: Step) -> Iterator[Found]:
    for (child, parent), new in step.written.partitions.items():
        if (child, parent) in step.before.partitions:
            continue
        if child in step.start.relations and step.validates(child):
            yield child, "a row outside the partition's bound", _bound(step, child, new, probes.outside)
        if new.default in step.start.relations and new.default != child and step.validates(new.default):
            on = "a row of the default partition that belongs to the new one"
            yield new.default, on, _bound(step, new.default, new, probes.inside)


def _bound(step: Step, relation: int, new: Partition, probe: Callable[[probes.Table, str], Probe]) -> Probe | str:
    if new.strategy == "h":
        return "its bound is a hash"
    if new.constraint is None or new.own_code:
        return OWN_CODE
    return RENAMES if step.renamed(relation) else probe(step.table(relation), new.constraint)


def _domains(step: Step) -> Iterator[Found]:
    """Columns of a domain that refuses more than before."""
    for oid, domain in step.written.domains.items():
        old = step.before.domains.get(oid)
        if old and domain.not_null and not old.not_null:
            for relation, column in step.columns_of(oid):
                yield relation, f"a NULL in {column}", probes.nulls(step.table(relation), [column])
    for one in step.new_constraints():
        for relation, column in step.columns_of(one.domain) if one.domain and one.kind == "c" else ():
            yield relation, f"a value of {column} that does not fit the domain", _domain(step, one, relation, column)


def _domain(step: Step, one: Constraint, relation: int, column: str) -> Probe | str:
    known = step.start.domains.get(one.domain)
    if one.own_code or known is None or known.base_oid >= FIRST_OID or not step.is_safe(one.expression):
        return OWN_CODE
    return probes.failing_domain(step.table(relation), column, known.base, one.expression or "")
