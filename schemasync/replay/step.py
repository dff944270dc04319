"""The catalogs around one statement: what of a table that existed before is other than it was."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.trace import ROW_EXCLUSIVE
from schemasync.replay.expressions import called_functions
from schemasync.replay.reading import Column, Constraint, Index, Reading

_MOST_COLUMNS = 1601
"""PostgreSQL's limit, plus one."""


@dataclass(frozen=True, slots=True)
class Step:
    """A statement, and what the catalogs say before and after it.

    Attributes:
        start: state before the first file.
        version: of the server.
        unsafe: reads the names of PostgreSQL's functions that are not immutable.
        written_before: tables whose rows an earlier statement changed.
        before, after: states around the statement.
        written: rows of the catalogs that were written since its file began.
        conversions: how its text converts columns to another type, by name.
        rewritten: relations with new storage.
    """

    start: Reading
    version: int
    unsafe: Callable[[], frozenset[str]]
    written_before: Collection[int]
    before: Reading
    after: Reading
    written: Reading
    conversions: Mapping[str, str]
    rewritten: Collection[int]

    def writes(self) -> Iterator[int]:
        """Tables that the statement inserts into, updates or deletes from."""
        for relation, mode in self.after.locks - self.before.locks:
            if mode == ROW_EXCLUSIVE and self.is_table(relation):
                yield relation

    def reads(self) -> Iterator[int]:
        """Tables that the statement has locked or read, and changes nothing of."""
        locked = {oid for oid, _ in self.after.locks - self.before.locks}
        scanned = {oid for oid, count in self.after.scans.items() if count > self.before.scans.get(oid, 0)}
        return (oid for oid in sorted(locked | scanned) if self.is_table(oid))

    def is_table(self, relation: int) -> bool:
        found = self.start.relations.get(relation)
        return found is not None and found.kind in "rp"

    def retyped(self) -> Iterator[tuple[tuple[int, int], Column, Column]]:
        """Columns with another type whose rows the statement had to convert or check."""
        for key, new in self.written.columns.items():
            old = self.before.columns.get(key)
            changed = old is not None and (old.type, old.modifier) != (new.type, new.modifier)
            partitioned = self.start.relations.get(key[0])
            if old and changed and (key[0] in self.rewritten or (partitioned and partitioned.kind == "p")):
                yield key, old, new

    def table(self, relation: int) -> tuple[str, str]:
        found = self.start.relations[relation]
        return found.schema, found.name

    def names(self, relation: int, numbers: Sequence[int]) -> list[str] | None:
        """Names of columns before the pending files; None if one is new."""
        found = [self.start.columns.get((relation, number)) for number in numbers]
        return [column.name for column in found if column] if all(found) else None

    def only_new_and_empty(self, relation: int, numbers: Sequence[int]) -> bool:
        """Whether no row can have a value in the columns, as the pull request adds them without a default."""
        columns = [
            self.after.columns.get((relation, number))
            for number in numbers
            if (relation, number) not in self.start.columns
        ]
        written = relation in self.written_before
        return bool(columns) and not written and any(
            column is not None and not column.filled and not column.generated for column in columns
        )  # fmt: skip

    def new_constraints(self) -> Iterator[Constraint]:
        for oid, new in self.written.constraints.items():
            old = self.before.constraints.get(oid)
            if new.validated and new.local and (old is None or not old.validated) and not self.rebuilt(new):
                yield new

    def rebuilt(self, one: Constraint) -> bool:
        """Whether a change of a column's type has only made the constraint again."""
        columns = [(one.relation, number) for number in one.columns or ()]
        return any(key in columns for key, _, _ in self.retyped()) and any(
            (old.name, old.kind, old.validated, old.columns) == (one.name, one.kind, True, one.columns)
            for old in self.before.constraints.values()
            if old.relation == one.relation
        )

    def reindexed(self, index: Index) -> bool:
        """Whether a change of a column's type has only made the index again."""
        retyped = any(relation == index.relation for (relation, _), _, _ in self.retyped())
        return retyped and any(
            (old.relation, old.columns, old.key_count) == (index.relation, index.columns, index.key_count)
            for old in self.before.indexes.values()
        )

    def inherited(self, relation: int) -> bool:
        """Whether the table is a partition whose parent changed in the same way by the same statement."""
        parents = [parent for child, parent in self.after.partitions if child == relation]
        changed = {key[0] for key, column in self.written.columns.items() if self.before.columns.get(key) != column}
        return any(parent in changed for parent in parents)

    def renamed(self, relation: int) -> bool:
        old, new = self.start.columns, self.after.columns
        return any(
            new[relation, number].name != old[relation, number].name
            for number in range(1, _MOST_COLUMNS)
            if (relation, number) in old and (relation, number) in new
        )

    def is_safe(self, expression: str | None) -> bool:
        """Whether the functions in it are immutable, so that they do nothing but compute."""
        called = called_functions(expression) if expression else None
        return called is not None and not called & self.unsafe()

    def columns_of(self, domain: int) -> Iterator[tuple[int, str]]:
        for (relation, _), column in sorted(self.start.columns.items()):
            if column.type == domain and self.is_table(relation):
                yield relation, column.name
