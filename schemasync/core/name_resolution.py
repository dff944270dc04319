"""Tell whether the meaning of a statement depends on `search_path`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from schemasync.core.parse_tree import nodes

if TYPE_CHECKING:
    from google.protobuf.message import Message

Check = Callable[[Any], bool]

_OPERATORS = (
    "Op", "LESS_EQUALS", "GREATER_EQUALS", "NOT_EQUALS", "ASCII_37", "ASCII_42", "ASCII_43", "ASCII_45", "ASCII_47",
    "ASCII_60", "ASCII_61", "ASCII_62", "ASCII_94",
)  # fmt: skip
"""Names of libpg_query's tokens that are operators; those of one character have its code in the name."""
_PREDICATES = ("CASE", "IN_P", "IS", "LIKE", "ILIKE", "BETWEEN", "SIMILAR")
"""Tokens of expressions that call an operator, besides the operators themselves."""
_WITHOUT_OPERATOR = ("NULLIF", "DISTINCT", "ROW", "JOIN", "CASE", "IN_P")
"""Every expression that calls an operator without printing it has one of these tokens."""
_COMMENTS = ("SQL_COMMENT", "C_COMMENT")
_OPEN = "ASCII_40"


@lru_cache(maxsize=65536)
def depends_on_search_path(text: str) -> bool:
    """Whether a statement calls a function or an operator without naming its schema.

    PostgreSQL chooses the best match among all schemas of `search_path`, so an overload there can replace the one in
    `pg_catalog`. Types, collations and operator classes are looked up by name alone, in `pg_catalog` first. A statement
    that cannot be parsed may depend on it.

    Source: PostgreSQL, "Type Conversion", sections "Operators" and "Functions".
    """
    from schemasync.core.parser import UNREADABLE, parse  # noqa: PLC0415

    try:
        if _numbers((*_OPERATORS, *_PREDICATES, _OPEN)).isdisjoint(_tokens(text)):  # much faster than parsing
            return False
        tree = parse(text)
    except UNREADABLE:
        return True
    return _has(tree, _UNQUALIFIED)


def calls_unprinted_operator(text: str) -> bool:
    """Whether a statement calls an operator that it does not print, or prints once for several columns.

    A statement that cannot be parsed may do so.
    """
    from schemasync.core.parser import UNREADABLE, parse  # noqa: PLC0415

    if not may_call_unprinted_operator(text):
        return False
    try:
        return _has(parse(text), _UNPRINTED)
    except UNREADABLE:
        return True


def may_call_unprinted_operator(text: str) -> bool:
    """Whether a statement or a part of one, judged by its tokens, may call an operator without printing it.

    Source: `get_rule_expr` of PostgreSQL's ruleutils.c.
    """
    import postgast  # noqa: PLC0415
    from postgast.pg_query_pb2 import Token  # noqa: PLC0415

    try:
        tokens = _tokens(text)
    except postgast.PgQueryError:
        return True
    if _numbers(_WITHOUT_OPERATOR).isdisjoint(tokens):
        return False
    found, pairs = set(tokens), set(pairwise(tokens))
    of_a_row = (Token.ASCII_41, Token.IN_P, Token.ASCII_40, Token.SELECT)
    return (
        Token.NULLIF in found
        or (Token.DISTINCT, Token.FROM) in pairs
        or (Token.ROW, Token.ASCII_40) in pairs
        or {Token.JOIN, Token.USING} <= found
        or any(first == Token.CASE and then != Token.WHEN for first, then in pairs)
        or any(tuple(tokens[at : at + 4]) == of_a_row for at, token in enumerate(tokens) if token == Token.ASCII_41)
    )


def casts_to(text: str, type_name: str) -> bool:
    """Whether a text, which PostgreSQL printed, casts a value to a type or to an array of it.

    Args:
        text: an expression or a query.
        type_name: as PostgreSQL prints it.
    """
    if type_name not in text:
        return False
    found, name = words(text), words(type_name)
    ends = (at + 1 for at, word in enumerate(found) if word == "::")
    return any(found[end : end + len(name)] == name and found[end + len(name) :][:1] != ["."] for end in ends)


def reads_whole_row(text: str, table: str) -> bool:
    """Whether a text, which PostgreSQL printed, reads a row of a table as one value (`t.*`).

    Args:
        text: a definition of an index or a constraint.
        table: its name as PostgreSQL prints it, without the schema.
    """
    if ".*" not in text:
        return False
    found, row = words(text), [*words(table), ".", "*"]
    return any(found[at : at + len(row)] == row for at in range(len(found)))


def words(text: str) -> list[str]:
    """The tokens of a text as they stand there; none if it cannot be cut into tokens."""
    from schemasync.core.parser import UNREADABLE, scan  # noqa: PLC0415

    data = text.encode()
    try:
        return [data[token.start : token.end].decode() for token in scan(text).tokens]
    except UNREADABLE:
        return []


def _tokens(text: str) -> list[int]:
    """The kinds of a text's tokens, comments aside."""
    from schemasync.core.parser import scan  # noqa: PLC0415

    comments = _numbers(_COMMENTS)
    return [token.token for token in scan(text).tokens if token.token not in comments]


@lru_cache(maxsize=8)
def _numbers(names: tuple[str, ...]) -> frozenset[int]:
    """The numbers of tokens."""
    from postgast.pg_query_pb2 import Token  # noqa: PLC0415

    return frozenset(Token.Value(name) for name in names)


def _has(tree: Message, checks: Mapping[str, Check]) -> bool:
    """Whether a node of the tree passes the check for its type."""
    return any((check := checks.get(type(node).__name__)) is not None and check(node) for node in nodes(tree))


def _is_unprinted_operation(node: Any) -> bool:
    from postgast.pg_query_pb2 import A_Expr_Kind  # noqa: PLC0415

    kinds = (A_Expr_Kind.AEXPR_DISTINCT, A_Expr_Kind.AEXPR_NOT_DISTINCT, A_Expr_Kind.AEXPR_NULLIF)
    return node.kind in kinds or node.lexpr.HasField("row_expr")


_UNPRINTED: Mapping[str, Check] = {
    "A_Expr": _is_unprinted_operation,
    "CaseExpr": lambda node: node.HasField("arg"),
    "JoinExpr": lambda node: bool(node.using_clause),
    "SubLink": lambda node: node.testexpr.HasField("row_expr"),
}
"""Type of a node → whether it calls an operator that is not printed, or printed once for several columns."""
_UNQUALIFIED: Mapping[str, Check] = {
    **_UNPRINTED,
    "A_Expr": lambda node: len(node.name) == 1 or _is_unprinted_operation(node),
    "FuncCall": lambda node: len(node.funcname) == 1,
    "Constraint": lambda node: bool(node.exclusions),
    "SortBy": lambda node: bool(node.use_op),
}
"""Type of a node → whether it calls a function or an operator by its name alone, or without a name."""
