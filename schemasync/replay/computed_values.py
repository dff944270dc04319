"""Tell from a parse tree whether values of rows can make what it computes fail: a cast of text, a division."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.migrations.statements import enum_name

_TEXT_TYPES = frozenset(("text", "varchar", "bpchar", "name"))
"""Types to which every text converts."""
_DIVISIONS = ("/", "%")
_FUNCTIONS = frozenset(
    ("to_tsvector", "lower", "upper", "initcap", "concat", "concat_ws", "btrim", "ltrim", "rtrim", "replace", "left", "right",
     "reverse", "md5", "jsonb_typeof", "json_typeof", "array_to_string")
)  # fmt: skip
"""Functions that fail for no value of their arguments, if texts are shorter than a megabyte."""
_OPERATORS = frozenset(("||", "=", "<>", "<", ">", "<=", ">=", "->", "->>", "#>", "#>>", "?"))
"""Operators that fail for no value."""
_PLAIN_TYPES = frozenset((16, 25, 3614, 3802))
"""OIDs of boolean, text, tsvector and jsonb, to which no result of these functions and operators has to be cast."""


def never_fails(expression: str, type_: int, modifier: int) -> bool:
    """Whether a stored generated column is known to be computed for every row.

    Args:
        expression: as PostgreSQL prints it, without the cast to the column's type.
        type_: OID of that type.
        modifier: of that type; -1 for none.
    """
    if type_ not in _PLAIN_TYPES or modifier != -1:
        return False
    try:
        tree = parse(f"SELECT {expression}")
    except UNREADABLE:
        return False
    return all(map(_is_harmless, nodes(tree)))


def _is_harmless(node: Any) -> bool:
    kind = node.DESCRIPTOR.name
    if kind == "FuncCall":
        function = node.funcname[-1].string.sval
        return function in _FUNCTIONS or (function == "setweight" and not _columns(node.args[1]))
    if kind == "A_Expr":
        return str(node.name[-1].string.sval) in _OPERATORS
    if kind == "TypeCast":
        return node.type_name.names[-1].string.sval in _TEXT_TYPES or not _columns(node.arg)
    return kind not in ("SubLink", "XmlExpr", "XmlSerialize")


def fails_on_values(tree: Any, texts: Collection[str]) -> bool:
    """Whether values of rows can make an expression of a statement fail.

    Args:
        tree: of the statement.
        texts: names of columns that hold text or JSON, which only some types accept.
    """
    return any(_is_cast(node, texts) or _is_division(node) for node in nodes(tree))


def _is_cast(node: Any, texts: Collection[str]) -> bool:
    if node.DESCRIPTOR.name != "TypeCast" or node.type_name.names[-1].string.sval in _TEXT_TYPES:
        return False
    return not set(texts).isdisjoint(_columns(node.arg))


def _is_division(node: Any) -> bool:
    if node.DESCRIPTOR.name != "A_Expr" or not node.name or node.name[-1].string.sval not in _DIVISIONS:
        return False
    divisor = list(nodes(node.rexpr))
    guarded = any(each.DESCRIPTOR.name == "A_Expr" and enum_name(each, "kind") == "AEXPR_NULLIF" for each in divisor)
    return not guarded and any(each.DESCRIPTOR.name in ("ColumnRef", "FuncCall") for each in divisor)


def _columns(tree: Any) -> list[str]:
    found = (node.fields[-1] for node in nodes(tree) if node.DESCRIPTOR.name == "ColumnRef")
    return [field.string.sval for field in found if field.HasField("string")]
