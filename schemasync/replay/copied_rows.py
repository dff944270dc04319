"""Follow the rows that the pending files copy into new tables, and find the statements that such rows can refuse.

The locks of a dry run show nothing of tables that it makes: their names are read from the statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from postgast.pg_query_pb2 import RangeVar

from schemasync.core.parse_tree import nodes
from schemasync.core.trace import ROW_SHARE
from schemasync.migrations.statements import SourceStatement, enum_name
from schemasync.replay.step import ObservedStep
from schemasync.replay.undecidable import Found
from schemasync.replay.write_risks import is_constant

TAKEN = "rows that the new table does not take"
_TEXTS = ("text", "varchar")
_RELATIONS = ("OBJECT_TABLE", "OBJECT_MATVIEW")
"""Kinds of objects that hold rows, as statements name them."""


@dataclass(slots=True)
class CopiedRows:
    """New tables and materialized views with rows of tables from before, by schema, empty where the text has none, and name."""

    _sources: dict[tuple[str, str], set[int]] = field(default_factory=dict)

    def refusals(self, step: ObservedStep, statement: SourceStatement) -> Iterator[Found]:
        """Tables whose rows were copied into a new one on which the statement puts a key, a check or another type."""
        for named in _checked(statement):
            for relation in sorted(self._sources_of(named)):
                yield relation, TAKEN, "it checks rows that an earlier statement has copied"
        self._follow(statement)
        if (target := _filled(statement)) and (self._keys(target) or not _is_old(step, target)):
            named = (node for node in nodes(statement.tree) if node.DESCRIPTOR.name == "RangeVar")
            sources = {oid for each in named for oid in self._sources_of(each)}
            self._sources.setdefault(_key(target), set()).update(sources, _copied_from(step))

    def _keys(self, named: Any) -> list[tuple[str, str]]:
        """Keys of the tables that a name in a statement may mean."""
        schema, name = _key(named)
        return [key for key in self._sources if key[1] == name and (schema == key[0] or "" in (schema, key[0]))]

    def _sources_of(self, named: Any) -> set[int]:
        return {oid for key in self._keys(named) for oid in self._sources[key]}

    def _follow(self, statement: SourceStatement) -> None:
        """Give the rows to a table's new name or schema, and forget those of a table that is dropped."""
        tree = statement.tree
        if statement.node == "drop_stmt" and enum_name(tree, "remove_type") in _RELATIONS:
            for item in tree.objects:
                for key in self._keys(_range_var([part.string.sval for part in item.list.items])):
                    del self._sources[key]
        if statement.node == "rename_stmt" and enum_name(tree, "rename_type") in _RELATIONS:
            self._move(tree.relation, {"relname": tree.newname})
        if statement.node == "alter_object_schema_stmt" and enum_name(tree, "object_type") in _RELATIONS:
            self._move(tree.relation, {"schemaname": tree.newschema})

    def _move(self, named: Any, changed: Mapping[str, str]) -> None:
        for schema, name in self._keys(named):
            new = (changed.get("schemaname", schema), changed.get("relname", name))
            self._sources[new] = self._sources.pop((schema, name))


def _key(named: Any) -> tuple[str, str]:
    return named.schemaname, named.relname


def _range_var(names: Sequence[str]) -> RangeVar:
    return RangeVar(schemaname=names[-2] if len(names) > 1 else "", relname=names[-1])


def _copied_from(step: ObservedStep) -> set[int]:
    """Tables that a statement reads, without those that it only looks up for a foreign key."""
    new = step.after.locks - step.before.locks
    modes = {oid: {mode for other, mode in new if other == oid} for oid in step.reads()}
    return {oid for oid, held in modes.items() if held != {ROW_SHARE}}


def _filled(statement: SourceStatement) -> Any:
    """The relation into which a statement copies the rows of a query; None for other statements."""
    tree = statement.tree
    match statement.node:
        case "create_table_as_stmt":
            return None if tree.into.skip_data else tree.into.rel
        case "select_stmt" if tree.HasField("into_clause"):
            return tree.into_clause.rel
        case "refresh_mat_view_stmt":
            return None if tree.skip_data else tree.relation
        case "insert_stmt" if not is_constant(tree):
            return tree.relation
    return None


def _is_old(step: ObservedStep, target: Any) -> bool:
    """Whether a table of that name existed before the pending files."""
    schemas = [row.schema for row in step.start.relations.values() if row.name == target.relname]
    return bool(schemas) and target.schemaname in ("", *schemas)


def _checked(statement: SourceStatement) -> Collection[Any]:
    """The tables whose rows a statement checks or converts, as it names them."""
    if statement.node == "index_stmt":
        return [statement.tree.relation] if statement.tree.unique else []
    if statement.node != "alter_table_stmt":
        return []
    commands = [item.alter_table_cmd for item in statement.tree.cmds]
    attached = [
        getattr(command, "def").partition_cmd.name
        for command in commands
        if enum_name(command, "subtype") == "AT_AttachPartition"
    ]
    return [*([statement.tree.relation] if any(map(_checks_rows, commands)) else []), *attached]


def _checks_rows(command: Any) -> bool:
    definition = getattr(command, "def")
    match enum_name(command, "subtype"):
        case "AT_SetNotNull":
            return True
        case "AT_AddConstraint":
            return not definition.constraint.skip_validation
        case "AT_AlterColumnType":
            column = definition.column_def
            is_text = column.type_name.names[-1].string.sval in _TEXTS and not column.type_name.typmods
            return not is_text or column.HasField("raw_default")
    return False
