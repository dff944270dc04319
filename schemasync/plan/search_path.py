"""Run statements with a search_path that has the schemas of operators which their expressions do not name.

Input: a statement and the objects that it is about.
Output: the same statement, or a DO block that sets search_path for it alone.
The boundary: PostgreSQL prints no schema for such operators (`IS DISTINCT FROM`) and finds them by search_path, whatever the
kind. The operators that an expression means are known from `pg_depend`, not from its text.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

import postgast
from postgast.pg_query_pb2 import A_Expr, A_Expr_Kind, FuncCall

from schemasync.core.model import Model, Ref
from schemasync.core.name_resolution import calls_unprinted_operator, may_call_unprinted_operator
from schemasync.core.parser import UNREADABLE, parse
from schemasync.core.sql import Sql, dollar, ident, literal
from schemasync.core.text import texts
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import Action, Step

_NAMED = (A_Expr_Kind.AEXPR_OP, A_Expr_Kind.AEXPR_OP_ANY, A_Expr_Kind.AEXPR_OP_ALL)
"""Operations that can be written as OPERATOR(schema.name); not those on rows, which use one operator for each column."""


def with_search_path(sql: Sql, step: Step, refs: Sequence[Ref], decisions: Decisions) -> Sql:
    """Let a statement run with the schemas that it needs in its search_path; return it unchanged if it needs none.

    When a column changes its type, the server reads the expressions again that use the column. The statement restores
    search_path, in a transaction and outside of one.

    Args:
        sql: the statement.
        step: what it does.
        refs: all objects whose change it carries.
        decisions: what happens to the other objects.
    """
    schemas = _schemas_needed(sql, step, refs, decisions)
    if not schemas:
        return sql
    path = ", ".join(map(ident, sorted(schemas)))
    body = f"""
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', {literal(path)}, true);
    EXECUTE {dollar(qualified(sql.text))};
    PERFORM pg_catalog.set_config('search_path', path, true);
END"""
    return dataclasses.replace(sql, text=f"DO {dollar(body)}")


def _schemas_needed(sql: Sql, step: Step, refs: Sequence[Ref], decisions: Decisions) -> set[str]:
    after = decisions.inputs.after
    if not after.operator_schemas:
        return set()
    found = {schema for ref in refs for schema in after.operator_schemas.get(ref, ())}
    if found and not calls_unprinted_operator(sql.text):
        found = set()
    if step.action is Action.ALTER and step.ref in decisions.actions.type_changed:
        for user in {edge.dependent for edge in after.dependents.get(step.ref, ())}:
            schemas = after.operator_schemas.get(user)
            if schemas and _may_call_unprinted_operator(after.snapshot.objects.get(user)):
                found |= schemas
    return found


def _may_call_unprinted_operator(model: Model | None) -> bool:
    """Whether some text of an object's definition may call an operator that is not printed, or printed once for several columns.

    A definition is no statement that could be parsed, so its tokens decide.
    """
    values = (getattr(model, field.name) for field in dataclasses.fields(model)) if model is not None else ()
    return any(may_call_unprinted_operator(text) for value in values for text in texts(value))


class _Edit(NamedTuple):
    """A piece of a text, in bytes, and its replacement."""

    start: int
    length: int
    replacement: bytes


def qualified(text: str) -> str:
    """Qualify PostgreSQL's own functions and operators, so that none in the search_path can take their place."""
    try:
        tree = parse(text)
    except UNREADABLE:
        return text
    data, edits = text.encode(), list[_Edit]()
    for call in postgast.find_nodes(tree, FuncCall):
        if len(call.funcname) == 1:
            edits.append(_Edit(call.location, 0, b"pg_catalog."))
    for operation in postgast.find_nodes(tree, A_Expr):
        is_single = operation.kind in _NAMED and not operation.lexpr.HasField("row_expr")
        if is_single and len(operation.name) == 1:
            word = operation.name[0].string.sval.encode()
            if data.startswith(word, operation.location):
                edits.append(_Edit(operation.location, len(word), b"OPERATOR(pg_catalog." + word + b")"))
    for start, length, replacement in sorted(edits, reverse=True):
        data = data[:start] + replacement + data[start + length :]
    return data.decode()
