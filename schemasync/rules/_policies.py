"""Read the expressions of policies: whether they are true for everybody, and for whom a table is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postgast.pg_query_pb2 import BoolExprType, NullTestType, SubLinkType

from schemasync.core.model import Ref
from schemasync.core.sql import PUBLIC
from schemasync.rules._context import RuleContext
from schemasync.rules._trees import expression, function_name, inner, kind_of, text_of
from schemasync.verdict.api_access import ALL, ANON, AUTHENTICATED, NO_ROW, ROLES, SOME_ROWS, VERBS, AccessSide

EVERYONE = frozenset(ROLES)
NOBODY = frozenset[str]()
USER = ("auth", "uid")
"""Function that gives the user of a request; NULL without one."""


def always_true_for(text: str | None) -> frozenset[str]:
    """The API's roles for which an expression is true whatever the row is; empty where it depends on more.

    `true`, `auth.role() = 'authenticated'`, `auth.uid() IS NOT NULL`, and AND or OR of these.
    """
    return _true_for(expression(text))


def _true_for(tree: Any) -> frozenset[str]:
    if tree is None:
        return NOBODY
    node = inner(tree)
    match kind_of(node):
        case "A_Const":
            return EVERYONE if node.WhichOneof("val") == "boolval" and node.boolval.boolval else NOBODY
        case "BoolExpr":
            parts = [_true_for(part) for part in node.args]
            if node.boolop == BoolExprType.AND_EXPR:
                return frozenset.intersection(*parts)
            return frozenset.union(*parts) if node.boolop == BoolExprType.OR_EXPR else NOBODY
        case "NullTest":
            is_uid = _called(node.arg) in (("auth", "uid"), ("auth", "jwt"))
            return frozenset({AUTHENTICATED}) if is_uid and node.nulltesttype == NullTestType.IS_NOT_NULL else NOBODY
        case "A_Expr" if [part.string.sval for part in node.name] == ["="]:
            return _compared(node.lexpr, node.rexpr) | _compared(node.rexpr, node.lexpr)
    return NOBODY


def _compared(call: Any, constant: Any) -> frozenset[str]:
    """`auth.role() = 'authenticated'`, and two constants that are equal."""
    if _called(call) == ("auth", "role") and text_of(constant) in ROLES:
        return frozenset({text_of(constant) or ""})
    left, right = inner(call), inner(constant)
    if kind_of(left) == kind_of(right) == "A_Const" and left.WhichOneof("val") == right.WhichOneof("val") == "ival":
        return EVERYONE if left.ival.ival == right.ival.ival else NOBODY
    return NOBODY


def _called(tree: Any) -> tuple[str, ...]:
    """Name of the function that an expression calls, also where it stands in a subquery of its own; empty for others."""
    node = inner(tree)
    if kind_of(node) == "SubLink":
        select = node.subselect.select_stmt
        if len(select.target_list) == 1 and not select.from_clause:
            return _called(select.target_list[0].res_target.val)
    return function_name(node) if kind_of(node) == "FuncCall" else ()


def never_true_for_anon(text: str | None) -> bool:
    """Whether an expression lets no request without a user through: `auth.uid()` is NULL there, and equals nothing."""
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
        case "A_Expr":
            role = next((text_of(side) for side in (node.lexpr, node.rexpr) if text_of(side)), None)
            sides = (_called(node.lexpr), _called(node.rexpr))
            is_equal = [part.string.sval for part in node.name] == ["="]
            return is_equal and (USER in sides or (("auth", "role") in sides and role not in (None, ANON)))
        case "SubLink" if node.sub_link_type == SubLinkType.ANY_SUBLINK:
            return _called(node.testexpr) == USER or _where_never(node.subselect.select_stmt)
        case "SubLink" if node.sub_link_type == SubLinkType.EXISTS_SUBLINK:
            return _where_never(node.subselect.select_stmt)
    return False


def _where_never(select: Any) -> bool:
    """Whether a subquery without set operations finds no row for a request without a user."""
    return not select.HasField("larg") and select.HasField("where_clause") and _never_for_anon(select.where_clause)


def policies_of(side: AccessSide, table: Ref) -> Iterator[tuple[Ref, Any]]:
    """Policies of a table on one side."""
    for ref in sorted(side.index.policies[table.path[:2]]):
        model = side.objects.get(ref)
        if model is not None:
            yield ref, model


def reach(_context: RuleContext, side: AccessSide, ref: Ref, role: str, verb: str) -> int:
    """How far a role reaches: as the access reading says, but for policies that are always or never true for it."""
    level = side.level(ref, role, verb)
    if level != SOME_ROWS or ref.kind != "table":
        return level
    letter = VERBS[verb][0]
    policies = [p for _, p in policies_of(side, ref) if p.command in (letter, "*") and {role, PUBLIC} & set(p.roles)]
    mine = [p for p in policies if p.permissive]
    if role == ANON and all(never_true_for_anon(_condition(policy, verb)) for policy in mine):
        return NO_ROW
    if any(not policy.permissive for policy in policies):
        return level
    return ALL if any(role in always_true_for(_condition(policy, verb)) for policy in mine) else level


def _condition(policy: Any, verb: str) -> str | None:
    """The expression that decides: of new rows for INSERT, of existing ones otherwise."""
    text: str | None = (policy.check or policy.using) if verb == "INSERT" else policy.using
    return text


__all__ = ["ANON", "always_true_for", "policies_of", "reach"]
