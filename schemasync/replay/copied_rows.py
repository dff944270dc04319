"""Follow the rows that the pending files copy into new tables, and find the statements that such rows can refuse.

The locks of a dry run show nothing of tables that it makes: their names are read from the statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.migrations.statements import SourceStatement, enum_name
from schemasync.replay.step import ObservedStep
from schemasync.replay.undecidable import Found

TAKEN = "rows that the new table does not take"
_TEXTS = ("text", "varchar")


@dataclass(slots=True)
class CopiedRows:
    """New tables and materialized views with rows of tables from before, by name."""

    _sources: dict[str, set[int]] = field(default_factory=dict)

    def refusals(self, step: ObservedStep, statement: SourceStatement) -> Iterator[Found]:
        """Tables whose rows were copied into a new one on which the statement puts a key, a check or another type."""
        for name in _checked(statement):
            for relation in sorted(self._sources.get(name, ())):
                yield relation, TAKEN, "it checks rows that an earlier statement has copied"
        if (target := _filled(statement)) and not _is_old(step, target):
            named = {node.relname for node in nodes(statement.tree) if node.DESCRIPTOR.name == "RangeVar"}
            sources = {oid for name in named for oid in self._sources.get(name, ())}
            self._sources.setdefault(target.relname, set()).update(sources, step.reads())


def _filled(statement: SourceStatement) -> Any:
    """The relation that a statement makes from a query or inserts into; None for other statements."""
    match statement.node:
        case "create_table_as_stmt":
            return statement.tree.into.rel
        case "select_stmt" if statement.tree.HasField("into_clause"):
            return statement.tree.into_clause.rel
        case "insert_stmt":
            return statement.tree.relation
    return None


def _is_old(step: ObservedStep, target: Any) -> bool:
    """Whether a table of that name existed before the pending files."""
    schemas = [row.schema for row in step.start.relations.values() if row.name == target.relname]
    return bool(schemas) and target.schemaname in ("", *schemas)


def _checked(statement: SourceStatement) -> Collection[str]:
    """Names of the tables whose rows a statement checks or converts."""
    if statement.node == "index_stmt":
        return [statement.tree.relation.relname] if statement.tree.unique else []
    if statement.node != "alter_table_stmt":
        return []
    commands = [item.alter_table_cmd for item in statement.tree.cmds]
    attached = [getattr(command, "def").partition_cmd.name.relname for command in commands]
    own = [statement.tree.relation.relname] if any(map(_checks_rows, commands)) else []
    return [*own, *filter(None, attached)]


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
