"""Compare the catalogs before and after one statement, for tables that existed before the pending files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.sql import literal
from schemasync.core.trace import ROW_EXCLUSIVE
from schemasync.kinds.catalog import FIRST_USER_OID
from schemasync.replay.expressions import calls
from schemasync.replay.reading import Column, Constraint, Index, Reading, Rule
from schemasync.replay.server_facts import ServerFacts
from schemasync.replay.table_rows import TableRows

ON_SELECT = "1"
"""`pg_rewrite.ev_type` of a view's own rule."""
_FOR_EACH_ROW = 1
"""Bit of `pg_trigger.tgtype`."""
_MOST_COLUMNS = 1601
"""PostgreSQL's limit, plus one."""


NULL = "NULL"


@dataclass(frozen=True, slots=True)
class ObservedStep:
    """A statement with the catalogs before and after it.

    Attributes:
        start: state before the first file.
        server: of the dry run.
        written_before: tables whose rows an earlier statement changed.
        filled: (relation, number) of columns in which earlier statements left no NULL.
        before, after: states around the statement.
        written: rows of the catalogs that were written since its file began.
        tables: `after` by table.
        conversions: how its text converts columns to another type, by name.
        rewritten: relations with new storage.
    """

    start: Reading
    server: ServerFacts
    written_before: Collection[int]
    filled: Collection[tuple[int, int]]
    before: Reading
    after: Reading
    written: Reading
    tables: TableRows
    conversions: Mapping[str, str]
    rewritten: Collection[int]

    def writes(self) -> Iterator[int]:
        """Tables that the statement inserts into, updates or deletes from."""
        for relation, mode in self.after.locks - self.before.locks:
            if mode == ROW_EXCLUSIVE and self.is_table(relation):
                yield relation

    def reads(self) -> Iterator[int]:
        """Tables that the statement has locked or scanned."""
        locked = {oid for oid, _ in self.after.locks - self.before.locks}
        return (oid for oid in sorted(locked | self.scanned()) if self.is_table(oid))

    def scanned(self) -> frozenset[int]:
        """Relations that the statement has read from end to end."""
        return frozenset(oid for oid, count in self.after.scans.items() if count > self.before.scans.get(oid, 0))

    def rules(self) -> Mapping[int, Collection[Rule]]:
        """Views and tables with rules, each with these."""
        found: dict[int, list[Rule]] = defaultdict(list)
        for rule in self.after.rules.values():
            found[rule.relation].append(rule)
        return found

    def view_columns(self, view: int) -> Mapping[str, str]:
        """Columns of a view that show a column of its table as it is, each with that column's name, as far as is known."""
        versions = (rule.version for rule in self.rules()[view] if rule.event == ON_SELECT)
        return self.server.view_columns(view, next(versions, ""))

    def raising_events(self, relation: int, *, of_rows: bool = False, by_tables: bool = False) -> int:
        """Events of a table's triggers that may raise an error; one with a function in a further language counts.

        Args:
            relation: the table.
            of_rows: count triggers FOR EACH ROW alone.
            by_tables: count only those that may read or write tables: the others have judged the same new rows in the dry run.
        """
        found = 0
        for trigger in self.after.triggers.values():
            fires = trigger.relation == relation and trigger.enabled and (not of_rows or trigger.events & _FOR_EACH_ROW)
            fails = self.server.functions().get(trigger.function, True)
            if fires and fails and (not by_tables or self.server.querying().get(trigger.function, True)):
                found |= trigger.events
        return found

    def validates(self, relation: int) -> bool:
        """Whether the statement reads the rows of a table and its partitions, to check them.

        It reads none if an existing constraint proves the new one. After the end of its transaction scans are not visible,
        and it counts as reading.
        """
        held = any(oid == relation for oid, _ in self.after.locks)
        return not held or not self.scanned().isdisjoint(self.below(relation))

    def replaces_rows(self) -> Iterator[int]:
        """Tables with new storage and unchanged columns: they were emptied, as by TRUNCATE, or copied."""
        changed = {key[0] for key in self.written.columns if key not in self.before.columns}
        changed |= {relation for (relation, _), _, _ in self.retyped()}
        return (oid for oid in self.rewritten if oid not in changed and self.is_table(oid))

    def receives_rows(self) -> Iterator[int]:
        """Tables to which the statement attaches a partition that existed before."""
        for child, parent in self.written.partitions:
            if (child, parent) not in self.before.partitions and child in self.start.relations:
                yield parent

    def detached(self) -> set[int]:
        """Partitions that the statement detaches; CONCURRENTLY, they get a check of what their bound guarantees."""
        return {child for child, _ in self.before.partitions} - {child for child, _ in self.after.partitions}

    def is_table(self, relation: int) -> bool:
        """Whether an OID is that of a table, partitioned or not, that existed before the pending files."""
        found = self.start.relations.get(relation)
        return found is not None and found.kind in "rp"

    def below(self, relation: int) -> set[int]:
        """A table and its partitions, at every depth."""
        return _closure(relation, [(parent, child) for child, parent in self.after.partitions])

    def inheriting(self, relation: int) -> set[int]:
        """A table, its partitions and the tables that inherit from it, at every depth."""
        pairs = [*self.after.partitions, *self.after.children]
        return _closure(relation, [(parent, child) for child, parent in pairs])

    def parents(self, relation: int) -> set[int]:
        """The partitioned tables of which a table is a partition, at every depth."""
        return _closure(relation, self.after.partitions.keys()) - {relation}

    def above(self, relation: int) -> set[int]:
        """A table and those that it is a partition of or inherits from, at every depth."""
        return _closure(relation, [*self.after.partitions, *self.after.children])

    def retyped(self) -> Iterator[tuple[tuple[int, int], Column, Column]]:
        """(key, old, new) of columns whose type changed so that rows had to be converted or checked."""
        for key, new in self.written.columns.items():
            old = self.before.columns.get(key)
            changed = old is not None and (old.type, old.modifier) != (new.type, new.modifier)
            partitioned = self.start.relations.get(key[0])
            if old and changed and (key[0] in self.rewritten or (partitioned and partitioned.kind == "p")):
                yield key, old, new

    def unvalidated(self, relation: int, kind: str) -> set[int]:
        """Columns with a constraint that is NOT VALID: PostgreSQL checks it for each row that is updated, whichever columns change."""
        constraints = self.tables.constraints(relation).values()
        return {number for one in constraints if one.kind == kind and not one.validated for number in one.columns or ()}

    def without_null(self, relation: int) -> dict[str, Column]:
        """A table's columns that hold no NULL, by name; a NOT NULL that is NOT VALID says nothing."""
        unvalidated = self.unvalidated(relation, "n")
        return {
            column.name: column
            for number, column in self.tables.columns(relation).items()
            if (relation, number) in self.filled or (column.not_null and number not in unvalidated)
        }

    def table(self, relation: int) -> tuple[str, str]:
        """(schema, name) of a table before the pending files."""
        found = self.start.relations[relation]
        return found.schema, found.name

    def old_columns(self, relation: int, numbers: Sequence[int]) -> list[Column] | None:
        """Columns as they were before the pending files; None if one of them is new."""
        found = [self.start.columns.get((relation, number)) for number in numbers]
        return [column for column in found if column] if all(found) else None

    def names(self, relation: int, numbers: Sequence[int]) -> list[str] | None:
        """Names of columns before the pending files; None if one of them is new."""
        columns = self.old_columns(relation, numbers)
        return None if columns is None else [column.name for column in columns]

    def added_columns(self, relation: int, numbers: Sequence[int]) -> list[tuple[Column, str]]:
        """Those of the columns that the pull request adds and that have one value in every row, as SQL: NULL or a literal.

        Once the table is rewritten, nobody knows with what the column was added.
        """
        old, now = self.start.relations.get(relation), self.after.relations.get(relation)
        if relation in self.written_before or (old and now and old.filenode != now.filenode):
            return []
        if now and now.kind == "p":  # PostgreSQL keeps the value in the partitions alone
            return []
        new = (
            self.after.columns.get((relation, number))
            for number in numbers
            if (relation, number) not in self.start.columns
        )
        known = (column for column in new if column and not column.generated)
        return [
            (column, NULL if column.missing is None else literal(column.missing))
            for column in known
            if column.missing is not None or not column.filled
        ]

    def empty_columns(self, relation: int, numbers: Sequence[int]) -> list[Column]:
        """Those of the columns that the pull request adds and that are NULL in every row."""
        return [column for column, value in self.added_columns(relation, numbers) if value == NULL]

    def compares_by_own_code(self, one: Column, other: Column) -> bool:
        """Whether `=` between two columns may call an operator or a cast of the project."""
        made = (column.type >= FIRST_USER_OID and column.type not in self.start.domains for column in (one, other))
        return not (one.plain and other.plain) or (one.type != other.type and any(made))

    def new_constraints(self) -> Iterator[Constraint]:
        """Constraints that are new, or newly validated."""
        for oid, new in self.written.constraints.items():
            old = self.before.constraints.get(oid)
            if new.validated and new.local and (old is None or not old.validated) and not self.rebuilt(new):
                yield new

    def makes_index(self, one: Constraint) -> bool:
        """Whether the statement builds the constraint's index: it may be older (USING INDEX), or the same as before."""
        old = self.before.indexes
        return one.index_oid not in old and self.after.indexes.get(one.index_oid) not in old.values()

    def rebuilt(self, one: Constraint) -> bool:
        """Whether the constraint is an old one that was rebuilt because the type of a column changed."""
        columns = [(one.relation, number) for number in one.columns or ()]
        return any(key in columns for key, _, _ in self.retyped()) and any(
            (old.name, old.kind, old.validated, old.columns) == (one.name, one.kind, True, one.columns)
            for old in self.before.constraints.values()
            if old.relation == one.relation
        )

    def reindexed(self, index: Index) -> bool:
        """Whether the index is an old one that was rebuilt because the type of a column changed."""
        return any(relation == index.relation for (relation, _), _, _ in self.retyped()) and any(
            (old.relation, old.columns, old.key_count) == (index.relation, index.columns, index.key_count)
            for old in self.before.indexes.values()
        )

    def inherited(self, relation: int) -> bool:
        """Whether the table is a partition whose parent the same statement changes too."""
        parents = [parent for child, parent in self.after.partitions if child == relation]
        changed = {key[0] for key, column in self.written.columns.items() if self.before.columns.get(key) != column}
        return any(parent in changed for parent in parents)

    def renamed(self, relation: int) -> bool:
        """Whether a column of a table has another name than before the pending files."""
        old, new = self.start.columns, self.after.columns
        return any(
            new[relation, number].name != old[relation, number].name
            for number in range(1, _MOST_COLUMNS)
            if (relation, number) in old and (relation, number) in new
        )

    def is_safe(self, expression: str | None) -> bool:
        """Whether an expression does nothing but compute."""
        found = calls(expression) if expression else None
        return found is not None and not any(map(self.server.is_unsafe, found))

    def domains_below(self, domain: int) -> list[int]:
        """A domain and those that it is over."""
        found = [domain]
        while (base := self.after.domains[found[-1]].base_oid) in self.after.domains:
            found.append(base)
        return found

    def columns_of(self, domain: int) -> Iterator[tuple[int, str]]:
        """(relation, name) of columns whose type is a domain, or a domain over it."""
        over = _closure(domain, [(each.base_oid, oid) for oid, each in self.start.domains.items()])
        for (relation, _), column in sorted(self.start.columns.items()):
            if column.type in over and self.is_table(relation):
                yield relation, column.name


def _closure(start: int, pairs: Collection[tuple[int, int]]) -> set[int]:
    """A node and all nodes that can be reached from it over the pairs (from, to)."""
    found, new = set[int](), {start}
    while new:
        found |= new
        new = {to for origin, to in pairs if origin in new} - found
    return found
