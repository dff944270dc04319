"""Rewrite a DO block so that the statements in it that need privileges become privileged calls."""

from __future__ import annotations

from typing import Any

from schemasync.core.sql import literal
from schemasync.migrations.statements import UNREADABLE, SourceStatement, parse
from schemasync.supabase.supautils_config import SERVICE_SCHEMAS
from schemasync.supautils.do_blocks import refusals_handled, replace_statements
from schemasync.supautils.statement_calls import (
    DYNAMIC,
    Call,
    in_own_database,
    on_service_table,
    refusal,
    role_rights,
    wrapper_for,
)

_ON_TABLES = (
    "create policy",
    "alter policy",
    "drop policy",
    "create trigger",
    "create or replace trigger",
    "drop trigger",
)
"""Beginnings of statements about policies and triggers."""


def rewrite_do_block(statement: SourceStatement, *, stub_vector: bool, before_16: bool, database: str) -> Call | None:
    """A DO block whose statements are replaced by privileged calls where they need one; None for any other statement.

    Args:
        statement: as it stands in the file.
        stub_vector: see `wrapper_for`.
        before_16: the server is older than 16, see `role_rights`.
        database: in which it runs, see `in_own_database`.
    """
    if statement.node != "do_stmt":
        return None
    text = statement.text
    changed = replace_statements(
        text, lambda query: _call_in_block(query, stub_vector=stub_vector, before_16=before_16, database=database)
    )
    return Call(changed) if changed != text else None


def may_handle_refusal(statement: SourceStatement) -> bool:
    """Whether a DO block handles exceptions, and makes policies or triggers on a services' table, or seems to by dynamic SQL.

    It would succeed without them: a block that fails is run again with the services' rights, and this one does not fail.
    """
    if statement.node != "do_stmt":
        return False
    static, dynamic = refusals_handled(statement.text)
    return any(map(_is_on_service_table, static)) or any(map(_seems_on_service_table, dynamic))


def _is_on_service_table(query: str) -> bool:
    try:
        tree = parse(query).stmts[0].stmt
    except (*UNREADABLE, IndexError):
        return False
    node = tree.WhichOneof("node")
    return on_service_table(SourceStatement(query, 0, 1, node, getattr(tree, node)))


def _seems_on_service_table(expression: str) -> bool:
    """A guess: the statement that the expression makes is known only when it runs."""
    text = " ".join(expression.casefold().replace('"', "").split())
    return any(f"{schema}." in text for schema in SERVICE_SCHEMAS) and any(words in text for words in _ON_TABLES)


def _call_in_block(query: str, *, stub_vector: bool, before_16: bool, database: str) -> str:
    tree = parse(query).stmts[0].stmt
    node = tree.WhichOneof("node")
    statement = SourceStatement(query, 0, 1, node, getattr(tree, node))
    if refused := refusal(statement):
        return _performed(Call("SELECT schemasync.refuse(%s, %s)", refused))
    if before_16 and (parts := role_rights(statement)):
        return "; ".join(filter(None, (parts[0], _performed(parts[1]))))
    if own := in_own_database(statement, database):
        return own.sql
    call = wrapper_for(statement, stub_vector=stub_vector) if node not in DYNAMIC else None
    return _performed(call) if call else ""


def _performed(call: Call) -> str:
    """A privileged call as a statement of PL/pgSQL."""
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
