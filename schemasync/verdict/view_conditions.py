"""Tell from a view's query whether its conditions depend on who asks."""

from __future__ import annotations

from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.verdict.policy_conditions import is_current_user
from schemasync.verdict.sql_trees import kind_of, statement

_SYSTEM = "pg_catalog"
_READS_SETTING = "current_setting"


def asks_who_calls(definition: str) -> bool:
    """Whether WHERE of a view's query, in each part of a UNION, asks for the current user, a setting or code of the project.

    Args:
        definition: as PostgreSQL prints it, with the schemas of all functions but its own.
    """
    query = statement(definition)
    return query is not None and kind_of(query) == "SelectStmt" and _is_limited(query)


def _is_limited(query: Any) -> bool:
    if query.HasField("larg"):
        return _is_limited(query.larg) and _is_limited(query.rarg)
    return query.HasField("where_clause") and any(map(_depends_on_caller, nodes(query.where_clause)))


def _depends_on_caller(node: Any) -> bool:
    if kind_of(node) != "FuncCall":
        return is_current_user(node)
    schema, name = node.funcname[0].string.sval, node.funcname[-1].string.sval
    return name == _READS_SETTING or (len(node.funcname) > 1 and schema != _SYSTEM)
