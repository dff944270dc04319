"""Find what migrations add to objects that they do not create: columns, keys, labels of enums."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from schemasync.core.model import Snapshot
from schemasync.kinds.model_checks import is_enum
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import SourceStatement, split

_KEY_SUFFIXES = {"CONSTR_PRIMARY": "pkey", "CONSTR_UNIQUE": "key"}
"""Type of a key → end of the name that PostgreSQL gives it."""


class _Label(NamedTuple):
    """A label that a statement gives an enum; `old` is the one that it renames, empty if it adds one."""

    path: tuple[str, ...]
    old: str
    new: str


class Additions:
    """Parts of objects that ALTER statements of migrations add."""

    def __init__(self, migrations: Iterable[Migration]) -> None:
        statements = [statement for migration in migrations for statement in split(migration.sql)[0]]
        self._parts = frozenset(part for statement in statements for part in _added_parts(statement))
        self._labels = [*_labels(statements)]

    def has(self, path: tuple[str, ...]) -> bool:
        """Whether a migration adds the column or key of a path; a table without a schema may be in any one."""
        return path in self._parts or ("", *path[1:]) in self._parts

    def without_labels(self, snapshot: Snapshot) -> Snapshot:
        """The state with its enums as they were before the migrations added and renamed their labels."""
        objects: dict[Any, Any] = dict(snapshot.objects)
        enums = {ref.path: ref for ref, model in objects.items() if is_enum(model)} if self._labels else {}
        for path, old, new in reversed(self._labels):
            ref = enums.get(path if len(path) > 1 else ("public", *path))
            if ref is not None and new in objects[ref].labels:
                before = (old if label == new else label for label in objects[ref].labels)
                objects[ref] = dataclasses.replace(objects[ref], labels=tuple(filter(None, before)))
        return dataclasses.replace(snapshot, objects=objects)


def _added_parts(statement: SourceStatement) -> Iterator[tuple[str, str, str]]:
    """(schema, table, name) of each column and of each key; an empty schema where the statement names none."""
    if statement.node != "alter_table_stmt":
        return
    schema, table = statement.tree.relation.schemaname, statement.tree.relation.relname
    for command in statement.tree.cmds:
        definition = getattr(command.alter_table_cmd, "def")
        part = getattr(definition, definition.WhichOneof("node") or "", None)
        if name := getattr(part, "colname", "") or getattr(part, "conname", ""):
            yield schema, table, name
        elif hasattr(part, "contype"):
            yield schema, table, _key_name(table, part)


def _key_name(table: str, key: Any) -> str:
    """The name that PostgreSQL gives a key without one."""
    kind = key.DESCRIPTOR.fields_by_name["contype"].enum_type.values_by_number[key.contype].name
    columns = [column.string.sval for column in key.keys] if kind == "CONSTR_UNIQUE" else []
    return "_".join([table, *columns, _KEY_SUFFIXES.get(kind, "")])


def _labels(statements: Sequence[SourceStatement]) -> Iterator[_Label]:
    for statement in statements:
        if statement.node == "alter_enum_stmt":
            path = tuple(part.string.sval for part in statement.tree.type_name)
            yield _Label(path, statement.tree.old_val, statement.tree.new_val)
