"""Tell whether the meaning of a statement depends on `search_path`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import postgast

_POSSIBLE = re.compile(r"[(<>=+*/~!@#%^&|`?-]|\b(?:CASE|IN|IS|LIKE|ILIKE|BETWEEN|SIMILAR)\b", re.IGNORECASE)
"""Text without any of these holds no expression: a fast test before the parser's."""


def depends_on_search_path(text: str) -> bool:
    """Whether a statement calls a function or an operator without naming its schema.

    PostgreSQL chooses the best match among all schemas of `search_path`, so an overload there can replace the one in
    `pg_catalog`. Types, collations and operator classes are looked up by name alone, in `pg_catalog` first. A statement
    that cannot be parsed may depend on it.

    Source: PostgreSQL, "Type Conversion", sections "Operators" and "Functions".
    """
    if not _POSSIBLE.search(text):
        return False
    import postgast  # noqa: PLC0415  the parser is loaded when a text needs it
    from postgast.pg_query_pb2 import A_Expr, Constraint, FuncCall, SortBy  # noqa: PLC0415

    from schemasync.core.parser import UNREADABLE, parse  # noqa: PLC0415

    try:
        tree = parse(text)
    except UNREADABLE:
        return True
    return (
        any(len(call.funcname) == 1 for call in postgast.find_nodes(tree, FuncCall))
        or any(len(operation.name) == 1 for operation in postgast.find_nodes(tree, A_Expr))
        or any(constraint.exclusions for constraint in postgast.find_nodes(tree, Constraint))
        or any(sort.use_op for sort in postgast.find_nodes(tree, SortBy))
        or _calls_unprinted_operator(tree)
    )


def calls_unprinted_operator(text: str) -> bool:
    """Whether a statement calls an operator that it does not print, or prints once for several columns.

    A statement that cannot be parsed may do so.
    """
    from schemasync.core.parser import UNREADABLE, parse  # noqa: PLC0415

    try:
        return _calls_unprinted_operator(parse(text))
    except UNREADABLE:
        return True


def _calls_unprinted_operator(tree: postgast.ParseResult) -> bool:
    import postgast  # noqa: PLC0415
    from postgast.pg_query_pb2 import A_Expr, A_Expr_Kind, CaseExpr, JoinExpr, SubLink  # noqa: PLC0415

    not_printed = (A_Expr_Kind.AEXPR_DISTINCT, A_Expr_Kind.AEXPR_NOT_DISTINCT, A_Expr_Kind.AEXPR_NULLIF)
    return (
        any(
            operation.kind in not_printed or operation.lexpr.HasField("row_expr")
            for operation in postgast.find_nodes(tree, A_Expr)
        )
        or any(case.HasField("arg") for case in postgast.find_nodes(tree, CaseExpr))
        or any(join.using_clause for join in postgast.find_nodes(tree, JoinExpr))
        or any(link.testexpr.HasField("row_expr") for link in postgast.find_nodes(tree, SubLink))
    )
