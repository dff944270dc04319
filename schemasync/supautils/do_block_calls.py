"""Doors for the statements within a DO block."""

from __future__ import annotations

from typing import Any

from schemasync.core.sql import literal
from schemasync.migrations.statements import SourceStatement, parse
from schemasync.supautils.do_blocks import rewritten
from schemasync.supautils.statement_calls import DYNAMIC, Call, door, refusal, role_rights


def with_doors(statement: SourceStatement, *, imitated: bool, older: bool) -> Call | None:
    """A DO block with statements that need a door: the same, with calls of the doors in its body; None for any other.

    Args:
        statement: as it stands in the file.
        imitated: see `door`.
        older: the server is older than 16, see `role_rights`.
    """
    if statement.node != "do_stmt":
        return None
    text = statement.text
    changed = rewritten(text, lambda query: _door_in_block(query, imitated=imitated, older=older))
    return Call(changed) if changed != text else None


def _door_in_block(query: str, *, imitated: bool, older: bool) -> str:
    tree = parse(query).stmts[0].stmt
    node = tree.WhichOneof("node")
    statement = SourceStatement(query, 0, 1, node, getattr(tree, node))
    if refused := refusal(statement):
        return _performed(Call("SELECT schemasync.refuse(%s, %s)", refused))
    if older and (parts := role_rights(statement)):
        return "; ".join(filter(None, (parts[0], _performed(parts[1]))))
    call = door(statement, imitated=imitated) if node not in DYNAMIC else None
    return _performed(call) if call else ""


def _performed(call: Call) -> str:
    """A call of a door as a statement of PL/pgSQL."""
    first, *rest = call.sql.split("%s")
    values = map(_constant, call.parameters or ())
    return first.replace("SELECT", "PERFORM", 1) + "".join(
        f"{value}{text}" for value, text in zip(values, rest, strict=True)
    )


def _constant(value: Any) -> str:
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "NULL"}[value]
    return f"ARRAY[{', '.join(map(_constant, value))}]::text[]"
