"""Where in a folder of migrations an object is made, renamed or dropped, as the grammar tells; for diagnoses alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import postgast

from schemasync.replay.calls import kind, queries
from schemasync.replay.discover import Migration
from schemasync.replay.statements import SourceStatement, split

RELATION, ROUTINE, TYPE, SCHEMA, COLUMN, ROLE, EXTENSION, OTHER = (
    "relation", "function", "type", "schema", "column", "role", "extension", "object",
)  # fmt: skip
_DROPPED = {
    "OBJECT_TABLE": RELATION, "OBJECT_VIEW": RELATION, "OBJECT_MATVIEW": RELATION, "OBJECT_SEQUENCE": RELATION,
    "OBJECT_FOREIGN_TABLE": RELATION, "OBJECT_INDEX": RELATION, "OBJECT_TYPE": TYPE, "OBJECT_DOMAIN": TYPE,
    "OBJECT_FUNCTION": ROUTINE, "OBJECT_PROCEDURE": ROUTINE, "OBJECT_SCHEMA": SCHEMA, "OBJECT_POLICY": OTHER,
    "OBJECT_TRIGGER": OTHER, "OBJECT_EXTENSION": EXTENSION,
}  # fmt: skip
_RELATIONS = {"create_stmt": "relation", "view_stmt": "view", "create_seq_stmt": "sequence"}
_NAMED = {"create_enum_stmt": "type_name", "create_domain_stmt": "domainname", "create_range_stmt": "type_name"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name is made, or no longer is.

    Attributes:
        number: of the file in the order of the folder.
        file, line: of the statement.
        made: False if it is dropped or renamed away there.
        table: that a column belongs to.
    """

    number: int
    file: str
    line: int
    made: bool = True
    table: str = ""


class Definitions:
    """(category, name without schema) → every place of it, in the order of the folder."""

    def __init__(self, migrations: Sequence[Migration]) -> None:
        self.numbers = {migration.file: number for number, migration in enumerate(migrations)}
        self.places: dict[tuple[str, str], list[Place]] = {}
        for number, migration in enumerate(migrations):
            for statement in split(migration.sql)[0]:
                for category, name, made in _names(statement):
                    table = name.partition(".")[0] if category == COLUMN else ""
                    name = name.partition(".")[2] if category == COLUMN else name  # noqa: PLW2901
                    place = Place(number, migration.file, statement.line, made, table)
                    self.places.setdefault((category, name), []).append(place)

    def of(self, category: str, name: str) -> list[Place]:
        """Every place of a name."""
        return self.places.get((category, name), [])


def _names(statement: SourceStatement) -> Iterator[tuple[str, str, bool]]:
    if statement.node == "do_stmt":
        for query in queries(statement.text):
            tree = postgast.parse(query).stmts[0].stmt
            name = tree.WhichOneof("node")
            if name:
                yield from _of(name, getattr(tree, name))
    elif statement.node:
        yield from _of(statement.node, statement.tree)


def _of(node: str, tree: Any) -> Iterator[tuple[str, str, bool]]:  # noqa: C901, PLR0912 - one line a kind of statement
    match node:
        case "create_stmt" | "view_stmt" | "create_seq_stmt":
            yield RELATION, getattr(tree, _RELATIONS[node]).relname, True
            if node == "create_stmt":
                yield from _columns(tree.relation.relname, (item.column_def.colname for item in tree.table_elts))
        case "create_foreign_table_stmt":
            yield RELATION, tree.base_stmt.relation.relname, True
        case "create_table_as_stmt":
            yield RELATION, tree.into.rel.relname, True
        case "create_enum_stmt" | "create_domain_stmt" | "create_range_stmt":
            yield TYPE, getattr(tree, _NAMED[node])[-1].string.sval, True
        case "composite_type_stmt":
            yield TYPE, tree.typevar.relname, True
        case "create_function_stmt":
            yield ROUTINE, tree.funcname[-1].string.sval, True
        case "create_schema_stmt":
            yield SCHEMA, tree.schemaname, True
        case "create_role_stmt":
            yield ROLE, tree.role, True
        case "create_extension_stmt":
            yield EXTENSION, tree.extname, True
        case "create_policy_stmt":
            yield OTHER, tree.policy_name, True
        case "create_trig_stmt":
            yield OTHER, tree.trigname, True
        case "index_stmt":
            yield RELATION, tree.idxname, True
        case "alter_table_stmt":
            yield from _altered(tree)
        case "rename_stmt":
            yield from _renamed(tree)
        case "drop_stmt":
            yield from _dropped(tree)


def _columns(table: str, names: Iterable[str], *, made: bool = True) -> Iterator[tuple[str, str, bool]]:
    for name in filter(None, names):
        yield COLUMN, f"{table}.{name}", made


def _altered(tree: Any) -> Iterator[tuple[str, str, bool]]:
    for item in tree.cmds:
        command = item.alter_table_cmd
        match kind(command, "subtype"):
            case "AT_AddColumn":
                yield from _columns(tree.relation.relname, [getattr(command, "def").column_def.colname])
            case "AT_DropColumn":
                yield from _columns(tree.relation.relname, [command.name], made=False)
            case "AT_AddConstraint":
                yield OTHER, getattr(command, "def").constraint.conname, True


def _renamed(tree: Any) -> Iterator[tuple[str, str, bool]]:
    what = kind(tree, "rename_type")
    if what == "OBJECT_COLUMN":
        yield from _columns(tree.relation.relname, [tree.subname], made=False)
        yield from _columns(tree.relation.relname, [tree.newname])
    elif _DROPPED.get(what) == RELATION:
        yield RELATION, tree.relation.relname, False
        yield RELATION, tree.newname, True
    elif what in _DROPPED:
        yield _DROPPED[what], tree.newname, True


def _dropped(tree: Any) -> Iterator[tuple[str, str, bool]]:
    category = _DROPPED.get(kind(tree, "remove_type"))
    for item in tree.objects if category else ():
        match item.WhichOneof("node"):
            case "list":
                yield category or "", item.list.items[-1].string.sval, False
            case "object_with_args":
                yield category or "", item.object_with_args.objname[-1].string.sval, False
            case "type_name":
                yield category or "", item.type_name.names[-1].string.sval, False
            case "string":
                yield category or "", item.string.sval, False
