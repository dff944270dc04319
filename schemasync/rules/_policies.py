"""Read the expressions of policies: for which roles they are always or never true, and what the roles reach then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from postgast.pg_query_pb2 import A_Expr_Kind, BoolExprType, NullTestType, SubLinkType

from schemasync.core.model import Ref
from schemasync.core.sql import PUBLIC
from schemasync.rules._trees import calls_aggregate, expression, function_name, inner, kind_of, text_of
from schemasync.verdict.api_access import ANON, AUTHENTICATED, ROLES, VERBS, AccessLevel, AccessSide

EVERYONE = frozenset(ROLES)
NOBODY = frozenset[str]()
USER, ROLE = ("auth", "uid"), ("auth", "role")
"""Functions that return the user of a request (NULL without one), and its role."""

_IS_SET: Mapping[tuple[str, ...], frozenset[str]] = {USER: frozenset({AUTHENTICATED}), ("auth", "jwt"): EVERYONE}
"""Functions that return something for every request of some roles; the anon key is a token, too."""


def always_true_for(text: str | None) -> frozenset[str]:
    """The API's roles for which an expression is true for every row.

    `true`, `auth.role() = 'authenticated'`, `auth.uid() IS NOT NULL`, `auth.jwt() IS NOT NULL`, and AND or OR of these.
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
            return _IS_SET.get(_called(node.arg), NOBODY) if node.nulltesttype == NullTestType.IS_NOT_NULL else NOBODY
        case "A_Expr" if _is_equality(node, A_Expr_Kind.AEXPR_OP):
            return _compared(node.lexpr, node.rexpr) | _compared(node.rexpr, node.lexpr)
    return NOBODY


def _is_equality(node: Any, *kinds: Any) -> bool:
    """Whether an operation is `=` in one of these forms: IS [NOT] DISTINCT FROM and NULLIF have that operator too."""
    return node.kind in kinds and [part.string.sval for part in node.name] == ["="]


def _compared(call: Any, constant: Any) -> frozenset[str]:
    """`auth.role() = 'authenticated'`, and two constants that are equal."""
    if _called(call) == ROLE and text_of(constant) in ROLES:
        return frozenset({text_of(constant) or ""})
    left, right = inner(call), inner(constant)
    if kind_of(left) == kind_of(right) == "A_Const" and left.WhichOneof("val") == right.WhichOneof("val") == "ival":
        return EVERYONE if left.ival.ival == right.ival.ival else NOBODY
    return NOBODY


def _called(tree: Any) -> tuple[str, ...]:
    """Name of the function that an expression calls, also where it stands in a subquery of its own; empty for others."""
    node = inner(tree)
    if kind_of(node) == "SubLink" and node.sub_link_type == SubLinkType.EXPR_SUBLINK:
        select = node.subselect.select_stmt
        if len(select.target_list) == 1 and not select.from_clause:
            return _called(select.target_list[0].res_target.val)
    return function_name(node) if kind_of(node) == "FuncCall" else ()


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
            return USER in calls or (node.kind == A_Expr_Kind.AEXPR_OP and ROLE in calls and _names_other_role(node))
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


def policies_of(side: AccessSide, table: Ref) -> Iterator[tuple[Ref, Any]]:
    """Policies of a table on one side."""
    for ref in sorted(side.index.policies[table.path[:2]]):
        model = side.objects.get(ref)
        if model is not None:
            yield ref, model


def is_for(policy: Any, role: str, verb: str) -> bool:
    """Whether a policy counts when a role runs a command."""
    return policy.command in (VERBS[verb][0], "*") and not {role, PUBLIC}.isdisjoint(policy.roles)


def is_restricted(side: AccessSide, table: Ref, role: str, verb: str) -> bool:
    """Whether a restrictive policy limits what the permissive ones allow."""
    return any(not policy.permissive and is_for(policy, role, verb) for _, policy in policies_of(side, table))


def access_level(side: AccessSide, ref: Ref, role: str, verb: str) -> AccessLevel:
    """How much of a relation a role reaches, with regard to policies that are always or never true for it."""
    level = side.level(ref, role, verb)
    if level != AccessLevel.SOME_ROWS or ref.kind != "table":
        return level
    conditions = [
        condition_of(policy, verb)
        for _, policy in policies_of(side, ref)
        if policy.permissive and is_for(policy, role, verb)
    ]
    if role == ANON and all(map(never_true_for_anon, conditions)):
        return AccessLevel.NO_ROW
    if is_restricted(side, ref, role, verb):
        return level
    return AccessLevel.ALL_ROWS if any(role in always_true_for(condition) for condition in conditions) else level


def condition_of(policy: Any, verb: str) -> str | None:
    """The expression that decides for a command: on new rows for INSERT, on existing ones otherwise."""
    text: str | None = (policy.check or policy.using) if verb == "INSERT" else policy.using
    return text
