"""Parse expressions and definitions that PostgreSQL prints, and read their trees."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse

AGGREGATES = frozenset(
    {"count", "sum", "avg", "min", "max", "array_agg", "string_agg", "json_agg", "jsonb_agg", "bool_and", "bool_or", "every",
     "json_object_agg", "jsonb_object_agg"}
)  # fmt: skip
"""The usual ones of PostgreSQL's aggregate functions."""


@lru_cache(maxsize=4096)
def expression(text: str | None) -> Any:
    """The tree of an expression; None where there is none, or where it is nested too deeply to be read."""
    if not text:
        return None
    try:
        statements = parse(f"SELECT {text}").stmts
    except UNREADABLE:
        return None
    return statements[0].stmt.select_stmt.target_list[0].res_target.val if len(statements) == 1 else None


@lru_cache(maxsize=4096)
def statement(text: str) -> Any:
    """The tree of one statement; None where it cannot be read."""
    try:
        statements = parse(text).stmts
    except UNREADABLE:
        return None
    if len(statements) != 1:
        return None
    node = statements[0].stmt
    name = node.WhichOneof("node")
    return getattr(node, name) if name else None


def kind_of(node: Any) -> str:
    """Name of a message: `FuncCall`, `A_Const`."""
    return str(type(node).__name__)


def inner(node: Any) -> Any:
    """The message inside a `Node`, without casts around it."""
    while kind_of(node) in ("Node", "TypeCast"):
        if kind_of(node) == "TypeCast":
            node = node.arg
            continue
        name = node.WhichOneof("node")
        if name is None:
            return node
        node = getattr(node, name)
    return node


def function_name(call: Any) -> tuple[str, ...]:
    """Parts of the name of a called function."""
    return tuple(part.string.sval for part in call.funcname)


def text_of(node: Any) -> str | None:
    """The text of a constant; None for anything else."""
    constant = inner(node)
    if kind_of(constant) == "A_Const" and constant.WhichOneof("val") == "sval":
        return str(constant.sval.sval)
    return None


def calls_aggregate(select: Any) -> bool:
    """Whether a query's columns call one of the usual aggregate functions, or a window function."""
    calls = (node for target in select.target_list for node in nodes(target) if kind_of(node) == "FuncCall")
    return any(call.funcname[-1].string.sval in AGGREGATES or call.HasField("over") for call in calls)
