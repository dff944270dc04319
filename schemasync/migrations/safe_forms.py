"""Forms of a statement that block less, for what the dry run has seen it do.

Source: PostgreSQL's documentation of CREATE INDEX ("Building Indexes Concurrently") and ALTER TABLE ("Notes").
"""

from __future__ import annotations

from typing import Any, NamedTuple

import postgast
from postgast.pg_query_pb2 import Token

from schemasync.core.trace import ACCESS_EXCLUSIVE, BLOCKS_WRITES, TracedStatement
from schemasync.migrations.statements import enum_name, split


class SafeForm(NamedTuple):
    """Advice, and the statement in the form that it names; empty where that is more than one statement."""

    advice: str
    original: str = ""
    statement: str = ""


CONCURRENTLY = "Build the index with CREATE INDEX CONCURRENTLY in a file of its own, which blocks no writes."
NOT_VALID = "Add the constraint NOT VALID, and run VALIDATE CONSTRAINT in a later file, which blocks no writes."
CHECKED = "Add CHECK (column IS NOT NULL) NOT VALID, run VALIDATE CONSTRAINT in a later file, then SET NOT NULL, which reads no row."
UNIQUE = "Build the index with CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … USING INDEX."
NEW_COLUMN = "Add a column of the new type, copy the values in batches, then exchange the names."
BACKFILL = "Add the column without the default, then set the default, and fill existing rows in batches."
TIMEOUT = "SET lock_timeout = '5s' before it, so that it gives up instead of making others wait behind it."
_UNVALIDATED = ("CONSTR_CHECK", "CONSTR_FOREIGN")
_KEYS = ("CONSTR_UNIQUE", "CONSTR_PRIMARY")


def safe_form(statement: TracedStatement, *, alone_in_file: bool) -> SafeForm | None:
    """A form that blocks less; None where the statement blocks nobody, or nothing better is known.

    Args:
        statement: as the dry run saw it.
        alone_in_file: no other statement stands in its file.
    """
    locked = [lock.mode for lock in statement.locks if lock.mode in BLOCKS_WRITES]
    if not locked:
        return None
    (parsed,) = split(statement.text)[0] or (None,)
    if parsed is not None and parsed.node == "index_stmt":
        text = _concurrently(statement.text) if alone_in_file else ""
        return SafeForm(CONCURRENTLY, statement.text if text else "", text)
    if parsed is not None and parsed.node == "alter_table_stmt" and (statement.scans or statement.rewrites):
        commands = [item.alter_table_cmd for item in parsed.tree.cmds]
        if form := next(filter(None, (_altered(command, statement, len(commands)) for command in commands)), None):
            return form
    return SafeForm(TIMEOUT) if ACCESS_EXCLUSIVE in locked else None


def _altered(command: Any, statement: TracedStatement, number: int) -> SafeForm | None:
    match enum_name(command, "subtype"):
        case "AT_AddConstraint":
            constraint = getattr(command, "def").constraint
            kind = enum_name(constraint, "contype")
            if kind in _KEYS:
                return None if constraint.indexname else SafeForm(UNIQUE)
            if kind in _UNVALIDATED and not constraint.skip_validation:
                text = f"{statement.text} NOT VALID" if number == 1 else ""
                return SafeForm(NOT_VALID, statement.text if text else "", text)
        case "AT_SetNotNull":
            return SafeForm(CHECKED)
        case "AT_AlterColumnType" if statement.rewrites:
            return SafeForm(NEW_COLUMN)
        case "AT_AddColumn" if statement.rewrites:
            return SafeForm(BACKFILL)
    return None


def _concurrently(text: str) -> str:
    """CREATE INDEX with CONCURRENTLY after INDEX; empty if the text cannot be cut into tokens."""
    try:
        tokens = postgast.scan(text).tokens
    except postgast.PgQueryError:
        return ""
    end = next((token.end for token in tokens if token.token == Token.INDEX), 0)
    data = text.encode()
    return f"{data[:end].decode()} CONCURRENTLY{data[end:].decode()}" if end else ""
