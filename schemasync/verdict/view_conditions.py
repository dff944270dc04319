"""Tell from a view's query whether its conditions depend on who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from postgast.pg_query_pb2 import BoolExprType

from schemasync.core.parse_tree import nodes
from schemasync.migrations.statements import identifiers_in_code
from schemasync.verdict.policy_conditions import is_current_user
from schemasync.verdict.sql_trees import function_name, inner, kind_of, statement

_ASKS = frozenset(("current_setting", "current_user", "current_role", "session_user", "auth"))
"""Names in code that asks who calls: functions, words, and Supabase's schema of the request's user."""

Codes = Callable[[tuple[str, ...]], Iterable[str]]
"""Reads the code of the project's functions of a name."""


def asks_who_calls(definition: str, codes: Codes) -> bool:
    """Whether WHERE of a view's query, in each part of a UNION and of an OR, asks for the current user or a setting.

    Args:
        definition: as PostgreSQL prints it, with the schemas of all functions but its own.
        codes: reads the functions that it calls, which may ask.
    """
    query = statement(definition)
    return query is not None and kind_of(query) == "SelectStmt" and _is_limited(query, codes)


def _is_limited(query: Any, codes: Codes) -> bool:
    if query.HasField("larg"):
        return _is_limited(query.larg, codes) and _is_limited(query.rarg, codes)
    return query.HasField("where_clause") and _is_condition_limited(query.where_clause, codes)


def _is_condition_limited(condition: Any, codes: Codes) -> bool:
    node = inner(condition)
    if kind_of(node) == "BoolExpr" and node.boolop != BoolExprType.NOT_EXPR:
        decide = all if node.boolop == BoolExprType.OR_EXPR else any
        return decide(_is_condition_limited(part, codes) for part in node.args)
    return any(_depends_on_caller(part, codes) for part in nodes(condition))


def _depends_on_caller(node: Any, codes: Codes) -> bool:
    if kind_of(node) != "FuncCall":
        return is_current_user(node)
    return _asks(function_name(node), codes, set())


def _asks(name: tuple[str, ...], codes: Codes, seen: set[tuple[str, ...]]) -> bool:
    """Whether a function asks who calls, itself or by a function of its schema that it calls; `seen` are looked at already."""
    if not _ASKS.isdisjoint((name[0], name[-1])):
        return True
    if name in seen:
        return False
    seen.add(name)
    words = [word for code in codes(name) for word in identifiers_in_code(code)]
    return not _ASKS.isdisjoint(words) or any(_asks((name[0], word), codes, seen) for word in words)
