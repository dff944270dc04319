"""Find statements of pending migrations that can fail on rows, which a dry run does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import SourceStatement, enum_name, split

CONSTRAINTS = {
    "CONSTR_CHECK": "a row that does not fit the check",
    "CONSTR_FOREIGN": "a row whose reference leads nowhere",
    "CONSTR_UNIQUE": "two rows with the same key",
    "CONSTR_PRIMARY": "two rows with the same key, or a NULL in it",
    "CONSTR_EXCLUSION": "two rows that exclude each other",
    "CONSTR_NOTNULL": "a NULL",
}
WRITES = {"update_stmt": "UPDATE", "delete_stmt": "DELETE", "insert_stmt": "INSERT", "merge_stmt": "MERGE"}


@dataclass(frozen=True, slots=True)
class Risk:
    """A statement that can fail on rows: its file and line, its table (schema may be empty), and the rows it fails on."""

    file: str
    line: int
    schema: str
    table: str
    on: str


def risks(migrations: Sequence[Migration], fresh: Collection[str]) -> tuple[Risk, ...]:
    """Statements that can fail on the database's rows, in order.

    Args:
        migrations: the pending ones.
        fresh: names of tables that they create themselves, which have no rows yet.
    """
    found = []
    for migration in migrations:
        for statement in split(migration.sql)[0]:
            found += [
                Risk(migration.file, statement.line, relation.schemaname, relation.relname, on)
                for relation, on in _of(statement)
                if relation.relname not in fresh
            ]
    return tuple(dict.fromkeys(found))


def written_by(verb: str) -> str:
    """Words for the rows that can make a command which writes rows fail."""
    return f"what the {verb} meets: triggers, constraints, missing rows"


def _of(statement: SourceStatement) -> Iterator[tuple[Any, str]]:
    tree = statement.tree
    match statement.node:
        case "alter_table_stmt":
            for item in tree.cmds:
                if on := _altered(item.alter_table_cmd):
                    yield tree.relation, on
        case "index_stmt" if tree.unique:
            yield tree.relation, CONSTRAINTS["CONSTR_UNIQUE"]
        case "update_stmt" | "delete_stmt" | "insert_stmt" | "merge_stmt":
            yield tree.relation, written_by(WRITES[statement.node])


def _altered(command: Any) -> str:
    """The rows that can make an ALTER TABLE fail, in words; empty if none can."""
    match enum_name(command, "subtype"):
        case "AT_SetNotNull":
            return f"a NULL in {command.name}"
        case "AT_AlterColumnType":
            return f"a value of {command.name} that the new type does not take"
        case "AT_ValidateConstraint":
            return f"a row that does not fit {command.name}"
        case "AT_AddConstraint":
            constraint = getattr(command, "def").constraint
            return "" if constraint.skip_validation else CONSTRAINTS.get(enum_name(constraint, "contype"), "")
        case "AT_AddColumn":
            return _added(getattr(command, "def").column_def)
        case "AT_AttachPartition":
            return "a row outside the partition's bound"
    return ""


def _added(column: Any) -> str:
    kinds = {enum_name(item.constraint, "contype") for item in column.constraints}
    filled = (
        kinds & {"CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"}
        or "serial" in column.type_name.names[-1].string.sval
    )
    if kinds & {"CONSTR_NOTNULL", "CONSTR_PRIMARY"} and not filled:
        return f"any row: {column.colname} would be NULL"
    if "CONSTR_UNIQUE" in kinds and "CONSTR_DEFAULT" in kinds:
        return CONSTRAINTS["CONSTR_UNIQUE"]
    return CONSTRAINTS["CONSTR_CHECK"] if "CONSTR_CHECK" in kinds and filled else ""
