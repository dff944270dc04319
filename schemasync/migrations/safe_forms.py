"""Suggest a form of a statement that blocks less, from the locks, scans and rewrites that the dry run observed.

Source: PostgreSQL's documentation of CREATE INDEX ("Building Indexes Concurrently") and ALTER TABLE ("Notes").
"""

from __future__ import annotations

from typing import Any, NamedTuple

from postgast.pg_query_pb2 import Token

from schemasync.core.parser import readable_tokens
from schemasync.core.sql import ident
from schemasync.core.trace import ACCESS_EXCLUSIVE, BLOCKS_WRITES, TracedStatement
from schemasync.migrations.statements import enum_name, split


class SafeForm(NamedTuple):
    """Advice; `statement` is `original` in the advised form, both empty if that takes more than one statement."""

    advice: str
    original: str = ""
    statement: str = ""


CONCURRENTLY = "Build the index with CREATE INDEX CONCURRENTLY in a file of its own, which blocks no writes."
PARTITIONS = (
    "Create the index ON ONLY the partitioned table, build one on each partition with CREATE INDEX CONCURRENTLY, and attach "
    "these with ALTER INDEX … ATTACH PARTITION."
)
NOT_VALID = "Add the constraint NOT VALID, and run VALIDATE CONSTRAINT in a later file, which blocks no writes."
UNIQUE = "Build the index with CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … USING INDEX."
NEW_COLUMN = "Add a column of the new type, copy the values in batches, then exchange the names."
BACKFILL = "Add the column without the default, then set the default, and fill existing rows in batches."
COMPUTED = "Add a plain column, fill it in batches, and keep it up to date by a trigger."
TIMEOUT = "SET lock_timeout = '5s' before it, so that it fails instead of making others wait behind it."
_UNVALIDATED = ("CONSTR_CHECK", "CONSTR_FOREIGN")
_KEYS = ("CONSTR_UNIQUE", "CONSTR_PRIMARY")


def safe_form(statement: TracedStatement, *, alone_in_file: bool) -> SafeForm | None:
    """A form that blocks less; None if the statement blocks nobody, or no better form is known.

    Args:
        statement: as the dry run observed it.
        alone_in_file: its file has no other statement, so CONCURRENTLY can be added in place.
    """
    locked = [lock.mode for lock in statement.locks if lock.mode in BLOCKS_WRITES]
    if not locked:
        return None
    found = split(statement.text)[0]
    parsed = found[0] if len(found) == 1 else None
    if parsed is not None and parsed.node == "index_stmt":
        if _is_partitioned(statement):
            return SafeForm(PARTITIONS) if parsed.tree.relation.inh else None
        text = _concurrently(statement.text) if alone_in_file else ""
        return SafeForm(CONCURRENTLY, statement.text if text else "", text)
    if parsed is not None and parsed.node == "alter_table_stmt" and (statement.scans or statement.rewrites):
        commands = [item.alter_table_cmd for item in parsed.tree.cmds]
        for command in commands:
            if form := _altered(command, parsed.tree.relation.relname, statement, len(commands)):
                return form
    return SafeForm(TIMEOUT) if ACCESS_EXCLUSIVE in locked else None


def _altered(command: Any, table: str, statement: TracedStatement, number: int) -> SafeForm | None:
    match enum_name(command, "subtype"):
        case "AT_AddConstraint":
            constraint = getattr(command, "def").constraint
            kind = enum_name(constraint, "contype")
            if kind in _KEYS:
                return None if constraint.indexname else SafeForm(UNIQUE)
            if kind == "CONSTR_FOREIGN" and _is_partitioned(statement, table):
                return None  # PostgreSQL before 18 refuses NOT VALID there
            if kind in _UNVALIDATED and not constraint.skip_validation:
                text = _not_valid(statement.text) if number == 1 else ""
                return SafeForm(NOT_VALID, statement.text if text else "", text)
        case "AT_SetNotNull":
            return SafeForm(_checked(command.name))
        case "AT_AlterColumnType" if statement.rewrites:
            return SafeForm(NEW_COLUMN)
        case "AT_AddColumn" if statement.rewrites:
            return SafeForm(COMPUTED if is_computed(getattr(command, "def").column_def) else BACKFILL)
    return None


def _checked(column: str) -> str:
    return (
        f"Add CHECK ({ident(column)} IS NOT NULL) NOT VALID, run VALIDATE CONSTRAINT in a later file, then SET NOT NULL, which "
        "then reads no rows."
    )


def is_computed(column: Any) -> bool:
    """Whether a definition of a column, as it is parsed, is that of a generated column."""
    return any(enum_name(each.constraint, "contype") == "CONSTR_GENERATED" for each in column.constraints)


def _is_partitioned(statement: TracedStatement, table: str = "") -> bool:
    """Whether it takes a lock that blocks writes on a partitioned table, of some name."""
    locks = (lock for lock in statement.locks if lock.is_partitioned and lock.mode in BLOCKS_WRITES)
    return any(table in ("", lock.relation.name) for lock in locks)


def _concurrently(text: str) -> str:
    """CREATE INDEX with CONCURRENTLY after INDEX; empty if the text cannot be cut into tokens."""
    end = next((token.end for token in readable_tokens(text) if token.token == Token.INDEX), 0)
    return _inserted(text, end, "CONCURRENTLY")


def _not_valid(text: str) -> str:
    """ALTER TABLE … ADD CONSTRAINT with NOT VALID at its end, before a comment; empty if it cannot be cut into tokens."""
    return _inserted(text, max((token.end for token in readable_tokens(text)), default=0), "NOT VALID")


def _inserted(text: str, end: int, words: str) -> str:
    """The text with words after a token that ends at `end`, in bytes; empty if there is none."""
    data = text.encode()
    return f"{data[:end].decode()} {words}{data[end:].decode()}" if end else ""
