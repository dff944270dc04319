"""Read the expressions of policies: for which roles of the API they are always or never true."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from postgast.pg_query_pb2 import A_Expr_Kind, BoolExprType, NullTestType, SQLValueFunctionOp, SubLinkType

from schemasync.verdict.access_side import ANON, AUTHENTICATED, ROLES
from schemasync.verdict.sql_trees import calls_aggregate, expression, function_name, inner, kind_of, text_of

EVERYONE = frozenset(ROLES)
NOBODY = frozenset[str]()
USER, ROLE = ("auth", "uid"), ("auth", "role")
"""Functions that return the user of a request (NULL without one), and its role."""

CLAIMS = ("auth", "jwt")
"""Function that returns the token of a request; the anon key is one, too."""
_IS_SET: Mapping[tuple[str, ...], frozenset[str]] = {USER: frozenset({AUTHENTICATED}), CLAIMS: EVERYONE, ROLE: EVERYONE}
"""Functions that return something for every request of some roles."""


def always_true_for(text: str | None, filled: Collection[str] = ()) -> frozenset[str]:
    """The API's roles for which an expression is true for every row.

    `true`, `auth.role() = 'authenticated'`, `current_user IN ('anon')`, `auth.uid() IS NOT NULL`, `auth.jwt() IS NOT NULL`,
    `id = id`, and AND or OR of these.

    Args:
        text: the expression, as PostgreSQL prints it.
        filled: columns that are never NULL.
    """
    return _true_for(expression(text), filled)


def _true_for(tree: Any, filled: Collection[str]) -> frozenset[str]:
    if tree is None:
        return NOBODY
    node = inner(tree)
    match kind_of(node):
        case "A_Const":
            return EVERYONE if _boolean(node) else NOBODY
        case "BoolExpr" if node.boolop == BoolExprType.NOT_EXPR:
            return EVERYONE if _boolean(node.args[0]) is False else NOBODY
        case "BoolExpr":
            parts = [_true_for(part, filled) for part in node.args]
            return (frozenset.intersection if node.boolop == BoolExprType.AND_EXPR else frozenset.union)(*parts)
        case "NullTest" if node.nulltesttype == NullTestType.IS_NOT_NULL:
            return EVERYONE if _column(node.arg) in filled else _IS_SET.get(_called(node.arg), NOBODY)
        case "CoalesceExpr":
            return _true_for(node.args[0], filled)
        case "SubLink" if (result := _result_of(node)) is not None:
            return _true_for(result, filled)
        case "A_Expr" if _is_equality(node, A_Expr_Kind.AEXPR_OP):
            same = _column(node.lexpr) == _column(node.rexpr) and _column(node.lexpr) in filled
            return EVERYONE if same else _compared(node.lexpr, node.rexpr) | _compared(node.rexpr, node.lexpr)
        case "A_Expr" if _is_equality(node, A_Expr_Kind.AEXPR_OP_ANY) and _is_role(node.lexpr):
            elements = inner(node.rexpr)
            listed = elements.elements if kind_of(elements) == "A_ArrayExpr" else ()
            return EVERYONE & {text_of(element) or "" for element in listed}
    return NOBODY


def _boolean(tree: Any) -> bool | None:
    """The value of a constant; None for anything else."""
    node = inner(tree)
    is_constant = kind_of(node) == "A_Const" and node.WhichOneof("val") == "boolval"
    return bool(node.boolval.boolval) if is_constant else None


def _column(tree: Any) -> str | None:
    """Name of the column that an expression is; None for anything else."""
    node = inner(tree)
    return str(node.fields[-1].string.sval) if kind_of(node) == "ColumnRef" else None


def _is_role(tree: Any) -> bool:
    """Whether an expression is the role of the request: `auth.role()`, `auth.jwt() ->> 'role'`, `current_user`."""
    node = inner(tree)
    if kind_of(node) == "SQLValueFunction":
        return node.op in (SQLValueFunctionOp.SVFOP_CURRENT_USER, SQLValueFunctionOp.SVFOP_CURRENT_ROLE)
    if kind_of(node) == "A_Expr" and [part.string.sval for part in node.name] == ["->>"]:
        return _called(node.lexpr) == CLAIMS and text_of(node.rexpr) == "role"
    return _called(tree) == ROLE


def _is_equality(node: Any, *kinds: Any) -> bool:
    """Whether an operation is `=` in one of these forms: IS [NOT] DISTINCT FROM and NULLIF have that operator too."""
    return node.kind in kinds and [part.string.sval for part in node.name] == ["="]


def _compared(call: Any, constant: Any) -> frozenset[str]:
    """`auth.role() = 'authenticated'`, and two constants that are equal."""
    if _is_role(call):
        return EVERYONE & {text_of(constant) or ""}
    left, right = inner(call), inner(constant)
    if not kind_of(left) == kind_of(right) == "A_Const":
        return NOBODY
    which = left.WhichOneof("val")
    same = which is not None and which == right.WhichOneof("val") and getattr(left, which) == getattr(right, which)
    return EVERYONE if same else NOBODY


def _called(tree: Any) -> tuple[str, ...]:
    """Name of the function that an expression calls, also where it stands in a subquery of its own; empty for others."""
    node = inner(tree)
    if kind_of(node) == "SubLink" and (result := _result_of(node)) is not None:
        return _called(result)
    return function_name(node) if kind_of(node) == "FuncCall" else ()


def _result_of(subquery: Any) -> Any:
    """The expression that a subquery of its own returns, as `(SELECT auth.uid())`; None for any other subquery."""
    select = subquery.subselect.select_stmt
    is_plain = len(select.target_list) == 1 and not select.from_clause and not select.HasField("where_clause")
    if subquery.sub_link_type == SubLinkType.EXPR_SUBLINK and is_plain:
        return select.target_list[0].res_target.val
    return None


def never_true_for_anon(text: str | None) -> bool:
    """Whether an expression is never true for a request without a user, as `auth.uid()` is NULL then and equals nothing."""
    return _never_for_anon(expression(text))


def _never_for_anon(tree: Any) -> bool:
    if tree is None:
        return False
    node = inner(tree)
    match kind_of(node):
        case "BoolExpr" if node.boolop == BoolExprType.AND_EXPR:
            return any(map(_never_for_anon, node.args))
        case "BoolExpr" if node.boolop == BoolExprType.OR_EXPR:
            return all(map(_never_for_anon, node.args))
        case "NullTest":
            return _called(node.arg) == USER and node.nulltesttype == NullTestType.IS_NOT_NULL
        case "A_Expr" if _is_equality(node, A_Expr_Kind.AEXPR_OP, A_Expr_Kind.AEXPR_OP_ANY):
            calls = (_called(node.lexpr), _called(node.rexpr))
            of_role = node.kind == A_Expr_Kind.AEXPR_OP and any(map(_is_role, (node.lexpr, node.rexpr)))
            return USER in calls or (of_role and _names_other_role(node))
        case "SubLink" if node.sub_link_type == SubLinkType.ANY_SUBLINK:
            return _called(node.testexpr) == USER or _where_never(node.subselect.select_stmt)
        case "SubLink" if node.sub_link_type == SubLinkType.EXISTS_SUBLINK:
            return _where_never(node.subselect.select_stmt)
    return False


def _names_other_role(comparison: Any) -> bool:
    """Whether a comparison has a constant, and that is not `anon`."""
    constants = [text for side in (comparison.lexpr, comparison.rexpr) if (text := text_of(side)) is not None]
    return bool(constants) and ANON not in constants


def _where_never(select: Any) -> bool:
    """Whether a subquery finds no row for a request without a user; one with an aggregate always has a row."""
    if select.HasField("larg") or calls_aggregate(select):
        return False
    return select.HasField("where_clause") and _never_for_anon(select.where_clause)
