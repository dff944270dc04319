"""Rows of the database that can make a statement fail which inserts, updates or deletes rows: by a key, a reference, a check, a trigger."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.wording import some
from schemasync.migrations.statements import SourceStatement, enum_name
from schemasync.replay.assignments import may_overflow
from schemasync.replay.computed_values import computes_safely
from schemasync.replay.constraint_risks import UNFIT
from schemasync.replay.nullness import is_never_null
from schemasync.replay.query_facts import named_columns, query_facts
from schemasync.replay.single_values import may_return_several
from schemasync.replay.step import ObservedStep
from schemasync.replay.undecidable import Found
from schemasync.replay.written_tables import views_above, written_tables

INSERT, UPDATE, DELETE, ANY = "insert_stmt", "update_stmt", "delete_stmt", ""
KEY = "a row with a key that it writes"
COMPUTED = "a value that it cannot compute with"
TRIGGER = "rows because of which a trigger raises an error"
PARTITION = "a row that no partition takes"
PARENT = "no row that it references"
WHY = "it writes rows"
_EVENTS = {INSERT: 4, DELETE: 8, UPDATE: 16, ANY: 28}
"""Bits of `pg_trigger.tgtype`."""


def write_risks(step: ObservedStep, statement: SourceStatement) -> Iterator[Found]:
    """Rows that can refuse what a statement writes; of a block or a function, everything that any command can meet.

    So it is with a table that a rule, a view, a trigger or a further command in WITH writes. The functions of an extension
    are trusted with its own tables.
    """
    command = statement.node if statement.node in (INSERT, UPDATE, DELETE) else ANY
    tables = written_tables(step, statement)
    written = tables - step.server.extension_tables() if tables and command == ANY else tables
    for relation in sorted(written):
        views = None if command == ANY else views_above(step, statement, relation)
        write = _Write(step, ANY if views is None else command, statement.tree, relation, views or ())
        if parts := list(dict.fromkeys(write.refusals(is_code=command == ANY))):
            yield relation, ", or ".join(parts), WHY
        yield from ((parent, PARENT, WHY) for parent in sorted(write.parents()))


class _Write:
    """One table that a statement writes.

    Args:
        step: the statement with the catalogs.
        command: its node; `ANY` for code.
        tree: its parse tree.
        relation: the table.
        views: through which it is written, from the one that the statement names down.
    """

    def __init__(self, step: ObservedStep, command: str, tree: Any, relation: int, views: Sequence[int]) -> None:
        self.step, self.command, self.tree, self.relation = step, command, tree, relation
        self._columns = step.tables.columns(relation)
        constant = command == INSERT and is_constant(tree) and self._reads_nothing()
        self._updates_conflicting = command == INSERT and _updates_conflicting(tree)
        self._constant = constant and not self._updates_conflicting
        self._updating = tree.on_conflict_clause if constant and self._updates_conflicting else tree
        known = command == UPDATE or self._updating is not tree
        targets = [item.res_target for item in self._updating.target_list] if known else []
        columns = [_column_of(step, target.name, views) for target in targets]
        self._set = None if None in columns or not known else set(columns)
        set_to = list(zip(columns, targets, strict=True))
        self._assigned = [(name, target.val) for name, target in set_to if name]
        self._inserted = {name for name, target in set_to if command == INSERT and _is_inserted(target)}
        reads_itself = command == UPDATE and not views and not tree.from_clause
        filled, own = step.without_null(relation) if reads_itself else {}, step.server.functions()
        values = {name for name, target in set_to if is_never_null(target.val, filled, own)}
        self._set_to_values = values | self._inserted

    def refusals(self, *, is_code: bool) -> Iterator[str]:
        """Rows that can make it fail, in words."""
        if self.command != DELETE:
            yield from self._values()
        yield from (f"a row that {child} references" for child in self._children())
        raising = self.step.raising_events(self.relation, by_tables=self._constant)
        if raising & self._events() or self._moves_rows_to_triggers():
            yield TRIGGER
        if is_code or (self.command != ANY and not self._constant and not self._computes_safely()):
            yield COMPUTED

    def _computes_safely(self) -> bool:
        facts = query_facts(self.step).without(self.tree)
        return computes_safely(self._updating, lambda query: not may_return_several(query, facts))

    def parents(self) -> set[int]:
        """Tables that the written rows reference."""
        if self.command == DELETE:
            return set()
        keys = (one for one in self.step.tables.constraints(self.relation).values() if one.kind == "f")
        return {one.referenced for one in keys if self._writes(one.columns)}

    def _events(self) -> int:
        return _EVENTS[self.command] | (_EVENTS[UPDATE] if self._updates_conflicting else 0)

    def _moves_rows_to_triggers(self) -> bool:
        """Whether it may move rows between partitions with a trigger: PostgreSQL deletes and inserts them, and fires for that."""
        events = _EVENTS[INSERT] | _EVENTS[DELETE]
        moves = self.command == UPDATE and self._sets_key(self.step.below(self.relation))
        return moves and any(
            self.step.raising_events(each, of_rows=True) & events for each in self.step.below(self.relation)
        )

    def _sets_key(self, tables: Collection[int]) -> bool:
        """Whether it may change a column by which one of these tables is partitioned; an expression may have any."""
        keys = {parent: each.key for (_, parent), each in self.step.after.partitions.items() if parent in tables}
        numbers = [(parent, number) for parent, key in keys.items() for number in key]
        columns = [self.step.after.columns.get(each) for each in numbers]
        return any(self._set is None or column is None or column.name in self._set for column in columns)

    def _values(self) -> Iterator[str]:
        indexes = self.step.tables.indexes(self.relation)
        written = [each.name for _, each in sorted(indexes.items()) if each.keys or self._writes(each.columns)]
        numbers = {number for each in indexes.values() for number in each.columns or ()}
        if written and (not self._settles_conflicts(len(written)) or self._moves_conflicting(numbers)):
            yield f"{KEY} ({some(written)})"
        if self._constant:
            return
        if nulls := list(self._nulls()):
            yield f"a NULL in {some(nulls, 'or')}"
        if checks := list(self._checks()):
            yield f"{UNFIT}{'s' if len(checks) > 1 else ''} {some(checks, 'or')}"
        if overflowing := list(self._overflowing()):
            yield f"a value that {some(overflowing, 'or')} does not hold"
        if domains := list(self._domains()):
            yield f"a value that the domain of {some(domains, 'or')} does not take"
        if self._set != self._inserted and self._leaves_partitions():
            yield PARTITION

    def _leaves_partitions(self) -> bool:
        """Whether it may write a row that fits no partition: a new one, or one whose key it changes."""
        parents = self.step.parents(self.relation)
        is_partitioned = self.step.start.relations[self.relation].kind == "p"
        if self._set is None or self.command == INSERT:
            return bool(parents) or is_partitioned
        return self._sets_key(parents | self.step.below(self.relation))

    def _nulls(self) -> Iterator[str]:
        for number, column in sorted(self._columns.items()):
            changes = number in self.step.unvalidated(self.relation, "n") or self._changes([number])
            if column.not_null and column.name not in self._set_to_values and changes:
                yield column.name

    def _checks(self) -> Iterator[str]:
        for _, one in sorted(self.step.tables.constraints(self.relation).items()):
            if one.kind == "c" and (not one.validated or self._changes(one.columns)):
                yield one.name

    def _domains(self) -> Iterator[str]:
        for number, column in sorted(self._columns.items()):
            if column.type in self.step.after.domains and self._changes([number]):
                yield column.name

    def _overflowing(self) -> Iterator[str]:
        columns = {column.name: column for column in self._columns.values()}
        sources = named_columns(self.step, self.tree) if self._assigned else {}
        for name, value in self._assigned:
            if name in columns and name not in self._inserted and may_overflow(value, columns[name], sources):
                yield name

    def _writes(self, numbers: Collection[int] | None) -> bool:
        """Whether it may write one of the columns, in a new row or in one that it changes."""
        return self.command == INSERT or self._changes(numbers)

    def _changes(self, numbers: Collection[int] | None) -> bool:
        """Whether it may change one of the columns, and not all to what it has tried to insert."""
        if self._set is None or not numbers:
            return True
        names = {self._columns[number].name for number in numbers if number in self._columns}
        return not names.isdisjoint(self._set) and not names <= self._inserted

    def _children(self) -> list[str]:
        """Names of the tables that reference this one, by columns that it may write."""
        keys = self.step.tables.referencing(self.relation).values()
        changes = self._moves_conflicting if self.command == INSERT else self._changes
        written = [one for one in keys if one.kind == "f" and changes(one.referenced_columns)]
        found = (self.step.after.relations.get(one.relation) for one in written)
        return sorted({f"{each.schema}.{each.name}" for each in found if each})

    def _moves_conflicting(self, numbers: Collection[int] | None) -> bool:
        """Whether ON CONFLICT may give one of the columns another value than the row has whose key is taken."""
        if not self._updates_conflicting:
            return False
        clause = self.tree.on_conflict_clause
        same = {item.index_elem.name for item in clause.infer.index_elems}
        targets = (item.res_target for item in clause.target_list)
        moved = {target.name for target in targets if target.name not in same or not _is_inserted(target)}
        names = {self._columns[number].name for number in numbers or () if number in self._columns}
        return not moved.isdisjoint(names)

    def _settles_conflicts(self, keys: int) -> bool:
        """Whether ON CONFLICT says what happens to a row whose key is taken; with a target, to one key alone."""
        if self.command != INSERT or not self.tree.HasField("on_conflict_clause"):
            return False
        clause = self.tree.on_conflict_clause
        is_any = enum_name(clause, "action") == "ONCONFLICT_NOTHING" and not clause.HasField("infer")
        return is_any or keys == 1

    def _reads_nothing(self) -> bool:
        """Whether it calls no function of the project whose result can depend on rows."""
        called = {node.funcname[-1].string.sval for node in nodes(self.tree) if node.DESCRIPTOR.name == "FuncCall"}
        return not called or self.step.server.reading().isdisjoint(called)


def _column_of(step: ObservedStep, name: str, views: Sequence[int]) -> str | None:
    """The table's column that a column of a view shows; None if the view computes it."""
    column: str | None = name
    for view in views:
        column = None if column is None else step.view_columns(view).get(column)
    return column


def _updates_conflicting(tree: Any) -> bool:
    """Whether an INSERT updates rows whose key is taken."""
    return enum_name(tree.on_conflict_clause, "action") == "ONCONFLICT_UPDATE"


def _is_inserted(target: Any) -> bool:
    """Whether ON CONFLICT sets a column to the value that the INSERT has tried: PostgreSQL has checked it with the new row."""
    fields = [field.string.sval for field in target.val.column_ref.fields]
    return fields == ["excluded", target.name]


def is_constant(tree: Any) -> bool:
    """Whether an INSERT writes the values of VALUES, without a sub-query."""
    values = tree.select_stmt.select_stmt.values_lists
    return bool(values) and not any(node.DESCRIPTOR.name == "SubLink" for node in nodes(tree))
