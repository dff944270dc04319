"""Rows of the database that can make a statement fail which inserts, updates or deletes rows: by a key, a reference, a check, a trigger."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.trace import ROW_EXCLUSIVE
from schemasync.migrations.statements import SourceStatement, enum_name, identifiers
from schemasync.replay.computed_values import computes_safely
from schemasync.replay.reading import Constraint
from schemasync.replay.step import ObservedStep
from schemasync.replay.undecidable import Found

INSERT, UPDATE, DELETE, ANY = "insert_stmt", "update_stmt", "delete_stmt", ""
KEY = "a row with a key that it writes"
VALUES = "a row whose new values a check or NOT NULL refuses"
COMPUTED = "a value that it cannot compute with"
TRIGGER = "rows because of which a trigger raises an error"
PARTITION = "a row that no partition takes"
PARENT = "no row that it references"
WHY = "it writes rows"
_WRITERS = frozenset({"InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"})
"""Parse nodes of statements that write rows, also inside WITH."""
_CODE = ("do_stmt", "call_stmt", "execute_stmt")
_COMMANDS = frozenset({"insert", "update", "delete", "merge"})


def write_risks(step: ObservedStep, statement: SourceStatement) -> Iterator[Found]:
    """Rows that can refuse what a statement writes; of a block or a function, everything that any command can meet.

    The functions of an extension are trusted with its own tables.
    """
    command = statement.node if statement.node in (INSERT, UPDATE, DELETE) else ANY
    write = _Write(step, command, statement.tree)
    written = {*step.writes(), *_written_again(step, statement)}
    for relation in sorted(written - step.server.extension_tables() if command == ANY else written):
        if parts := list(dict.fromkeys(write.refusals(relation))):
            yield relation, ", or ".join(parts), WHY
        yield from ((parent, PARENT, WHY) for parent in sorted(write.parents(relation)))


def _written_again(step: ObservedStep, statement: SourceStatement) -> Iterator[int]:
    """Tables that the statement writes, as its text says, and that an earlier one of the transaction has locked already."""
    targets = _targets(statement)
    for relation, mode in step.after.locks if targets else ():
        if mode == ROW_EXCLUSIVE and step.is_table(relation):
            found = step.after.relations[relation]
            if not targets.isdisjoint({(found.schema, found.name), ("", found.name)}):
                yield relation


def _targets(statement: SourceStatement) -> frozenset[tuple[str, str]]:
    """(schema, name) of the tables that a statement writes; the schema is empty where the text has none.

    Of a block or a call, every name in its text if it has a command that writes.
    """
    if statement.node in _CODE:
        names = identifiers(statement.text)
        writes = not _COMMANDS.isdisjoint(name.lower() for name in names)  # a keyword in a constant is not folded
        return frozenset(("", name) for name in names if writes)
    return frozenset(
        (node.relation.schemaname, node.relation.relname)
        for node in (statement.tree, *nodes(statement.tree))
        if node.DESCRIPTOR.name in _WRITERS
    )


class _Write:
    """One statement that writes rows.

    Args:
        step: the statement with the catalogs.
        command: its node; `ANY` for code.
        tree: its parse tree.
    """

    def __init__(self, step: ObservedStep, command: str, tree: Any) -> None:
        self.step, self.command, self.tree = step, command, tree
        self._set = {item.res_target.name for item in tree.target_list} if command == UPDATE else None
        self._constant = command == INSERT and _is_constant(tree)

    def refusals(self, relation: int) -> Iterator[str]:
        """Rows of a table that can make it fail, in words."""
        if self.command != DELETE:
            yield from self._values(relation)
        if self.command != INSERT:
            yield from (f"a row that {child} references" for child in self._children(relation))
        if relation in self.step.server.triggered():
            yield TRIGGER
        if self.command == ANY or (not self._constant and not computes_safely(self.tree)):
            yield COMPUTED

    def parents(self, relation: int) -> set[int]:
        """Tables that the written rows reference."""
        if self.command == DELETE:
            return set()
        keys = self._constraints("f")
        return {one.referenced for one in keys if one.relation == relation and self._changes(relation, one.columns)}

    def _values(self, relation: int) -> Iterator[str]:
        indexes = [each for each in self.step.after.indexes.values() if each.relation == relation]
        written = [each for each in indexes if each.keys or self._changes(relation, each.columns)]
        if written and not self._settles_conflicts(len(written)):
            yield KEY
        if not self._constant and self._is_checked(relation):
            yield VALUES
        if not self._constant and self._is_partitioned(relation):
            yield PARTITION

    def _is_partitioned(self, relation: int) -> bool:
        """Whether it is a partition, or has some."""
        is_partition = any(child == relation for child, _ in self.step.after.partitions)
        return is_partition or self.step.after.relations[relation].kind == "p"

    def _is_checked(self, relation: int) -> bool:
        checks = (one for one in self._constraints("c") if one.relation == relation)
        columns = (
            number
            for (oid, number), column in self.step.after.columns.items()
            if oid == relation and (column.not_null or column.type in self.step.after.domains)
        )
        return any(self._changes(relation, one.columns) for one in checks) or any(
            self._changes(relation, [number]) for number in columns
        )

    def _changes(self, relation: int, numbers: Collection[int] | None) -> bool:
        """Whether it may write one of the columns."""
        if self._set is None or not numbers:
            return True
        found = (self.step.after.columns.get((relation, number)) for number in numbers)
        return any(column is not None and column.name in self._set for column in found)

    def _children(self, relation: int) -> list[str]:
        """Names of the tables that reference this one, by columns that it may write."""
        keys = [one for one in self._constraints("f") if one.referenced == relation]
        written = [one for one in keys if self._changes(relation, one.referenced_columns)]
        found = (self.step.after.relations.get(one.relation) for one in written)
        return sorted({f"{each.schema}.{each.name}" for each in found if each})

    def _constraints(self, kind: str) -> list[Constraint]:
        return [one for one in self.step.after.constraints.values() if one.kind == kind]

    def _settles_conflicts(self, keys: int) -> bool:
        """Whether ON CONFLICT says what happens to a row whose key is taken; with a target, to one key alone."""
        if self.command != INSERT or not self.tree.HasField("on_conflict_clause"):
            return False
        clause = self.tree.on_conflict_clause
        is_any = enum_name(clause, "action") == "ONCONFLICT_NOTHING" and not clause.HasField("infer")
        return is_any or keys == 1


def _is_constant(tree: Any) -> bool:
    """Whether an INSERT writes values that no row decides, which the dry run has computed."""
    values = tree.select_stmt.select_stmt.values_lists
    return bool(values) and not any(node.DESCRIPTOR.name == "SubLink" for node in nodes(tree))
