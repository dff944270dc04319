"""Find the functions and operators in expressions that PostgreSQL prints, and RAISE in PL/pgSQL."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.migrations.statements import code_words

_LONGEST = 10_000
"""Longest expression, in characters, that is planned."""
_OPERATIONS = ("FuncCall", "A_Expr")
"""Parse nodes of function calls and operators."""
_COUNTS = ("length", "char_length", "octet_length", "cardinality", "array_length", "jsonb_array_length")
_NUMBERS = ("int2", "int4", "int8", "numeric", "float4", "float8")
_WITHOUT_ORDER = ("=", "<>", "+", "-", "*", "||", "~~", "~", "->", "->>", "@>", "<@", "?")
"""Operators for which no collation decides, among those that checks have often."""
_LINEAR = ("+", "-", "||")
"""Operators whose result is about as long as both operands."""
_MESSAGES = frozenset(("NOTICE", "WARNING", "INFO", "LOG", "DEBUG"))
"""Levels of RAISE that raise no exception."""


class FunctionCall(NamedTuple):
    """A call in an expression: the function's name, without its schema, and the number of arguments."""

    function: str
    arguments: int


def calls(expression: str) -> frozenset[FunctionCall] | None:
    """The calls of functions in an expression; None if it cannot be read."""
    tree = _tree(expression)
    if tree is None:
        return None
    found = (node for node in nodes(tree) if node.DESCRIPTOR.name == "FuncCall")
    return frozenset(FunctionCall(node.funcname[-1].string.sval, len(node.args)) for node in found)


def operations(expression: str) -> int | None:
    """Number of functions and operators in an expression; None if planning it may take arbitrarily long.

    The planner evaluates functions and operators whose arguments are constants, and cannot be cancelled meanwhile. The result
    of a sum, a difference or a concatenation is about as long as its operands, so these are allowed.
    """
    tree = _tree(expression) if len(expression) <= _LONGEST else None
    if tree is None:
        return None
    found = [node for node in nodes(tree) if node.DESCRIPTOR.name in _OPERATIONS]
    return len(found) if all(_is_short(node) or _reads_column(node) for node in found) else None


def compares_order(expression: str) -> bool:
    """Whether an operator or BETWEEN may compare the order of texts: neither of its operands is written as a number."""
    found = (node for node in nodes(_tree(expression)) if node.DESCRIPTOR.name == "A_Expr")
    return any(_compares_order(node) for node in found)


def _compares_order(operation: Any) -> bool:
    is_about_numbers = _is_number(operation.lexpr) or _is_number(operation.rexpr)
    return operation.name[-1].string.sval not in _WITHOUT_ORDER and not is_about_numbers


def _is_number(operand: Any) -> bool:
    """Whether an operand is a number, a cast to one, or a call whose result is one."""
    if operand.HasField("func_call"):
        return operand.func_call.funcname[-1].string.sval in _COUNTS
    if operand.HasField("type_cast"):
        return operand.type_cast.type_name.names[-1].string.sval in _NUMBERS or _is_number(operand.type_cast.arg)
    return operand.HasField("a_const") and operand.a_const.WhichOneof("val") in ("ival", "fval")


def _is_short(operation: Any) -> bool:
    if operation.DESCRIPTOR.name == "FuncCall":
        return not operation.args
    return operation.name[-1].string.sval in _LINEAR


def _reads_column(operation: Any) -> bool:
    return any(part.DESCRIPTOR.name == "ColumnRef" for part in nodes(operation))


def _tree(expression: str) -> Any:
    """Tree of a query for an expression; None if it cannot be read."""
    try:
        return parse(f"SELECT {expression}")
    except UNREADABLE:
        return None


def raises(code: str) -> bool:
    """Whether PL/pgSQL has a RAISE that is no message, or an ASSERT."""
    found = code_words(code)
    return "ASSERT" in found or any(word == "RAISE" and then not in _MESSAGES for word, then in pairwise([*found, ""]))
