"""Read the expressions of policies: for which roles of the API they are always or never true."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from postgast.pg_query_pb2 import A_Expr_Kind, BoolExprType, BoolTestType, NullTestType, SQLValueFunctionOp, SubLinkType

from schemasync.core.parse_tree import nodes
from schemasync.verdict.access_side import ANON, AUTHENTICATED, ROLES
from schemasync.verdict.function_results import result_of_query
from schemasync.verdict.sql_trees import calls_aggregate, expression, function_name, inner, kind_of, text_of

EVERYONE = frozenset(ROLES)
NOBODY = frozenset[str]()
USER, ROLE = ("auth", "uid"), ("auth", "role")
"""Functions that return the user of a request (NULL without one), and its role."""

CLAIMS = ("auth", "jwt")
"""Function that returns the token of a request; the anon key is one, too."""
_IS_SET: Mapping[tuple[str, ...], frozenset[str]] = {USER: frozenset({AUTHENTICATED}), CLAIMS: EVERYONE, ROLE: EVERYONE}
"""Functions that return something for every request of some roles."""

_TRUE_TESTS = (BoolTestType.IS_TRUE, BoolTestType.IS_NOT_FALSE)
_NUMBERS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le, "<>": operator.ne,
}  # fmt: skip
_DEEPEST = 3
"""Most functions that are followed into each other."""

Results = Callable[[tuple[str, ...]], Collection[Any]]
"""Reads what functions of a name return: a tree for each of them, None for one that does more than compute an expression."""


class RowFacts(NamedTuple):
    """Facts for which an expression is judged.

    Attributes:
        filled: columns that are never NULL.
        results: reads what the project's functions return.
        depth: number of functions around the expression.
    """

    filled: Collection[str] = ()
    results: Results = lambda _name: ()
    depth: int = 0

    def of_call(self, call: Any) -> tuple[RowFacts, Collection[Any]]:
        """The facts inside a called function, whose arguments are not followed, and what the functions of its name return."""
        found = self.results(function_name(call)) if self.depth < _DEEPEST else ()
        return RowFacts((), self.results, self.depth + 1), found


def always_true_for(text: str | None, row: RowFacts) -> frozenset[str]:
    """The API's roles for which an expression is true for every row.

    `true`, `2 > 1`, `auth.role() = 'authenticated'`, `current_user IN ('anon')`, `auth.uid() IS NOT NULL`,
    `auth.jwt() IS NOT NULL`, `id = id`, AND, OR and CASE of these, and a function that returns one of them.

    Args:
        text: the expression, as PostgreSQL prints it.
        row: facts about the table and the functions.
    """
    return _true_for(expression(text), row)


def _true_for(tree: Any, row: RowFacts) -> frozenset[str]:
    if tree is None:
        return NOBODY
    node = inner(tree)
    judge = _JUDGES.get(kind_of(node))
    return judge(node, row) if judge else NOBODY


def _constant(node: Any, _row: RowFacts) -> frozenset[str]:
    return EVERYONE if _boolean(node) else NOBODY


def _tested(node: Any, row: RowFacts) -> frozenset[str]:
    """`… IS TRUE`, `… IS NOT FALSE`."""
    return _true_for(node.arg, row) if node.booltesttype in _TRUE_TESTS else NOBODY


def _filled(node: Any, row: RowFacts) -> frozenset[str]:
    """`… IS NOT NULL`."""
    if node.nulltesttype != NullTestType.IS_NOT_NULL:
        return NOBODY
    return EVERYONE if _column(node.arg) in row.filled else _IS_SET.get(_called(node.arg), NOBODY)


def _first(node: Any, row: RowFacts) -> frozenset[str]:
    """`coalesce(…, …)`."""
    return _true_for(node.args[0], row)


def _returned(node: Any, row: RowFacts) -> frozenset[str]:
    """A function of the project; each one of its name counts."""
    inside, results = row.of_call(node)
    return EVERYONE.intersection(*(_true_for(each, inside) for each in results)) if results else NOBODY


def _selected(node: Any, row: RowFacts) -> frozenset[str]:
    """A sub-query without a table."""
    if node.sub_link_type == SubLinkType.EXISTS_SUBLINK:
        result = result_of_query(node.subselect.select_stmt)
        calls = any(kind_of(part) == "FuncCall" for part in nodes(result))  # one that returns sets may return no row
        return EVERYONE if result is not None and not calls else NOBODY
    return _true_for(_result_of(node), row)


def _combined(node: Any, row: RowFacts) -> frozenset[str]:
    """Roles for which NOT, AND or OR is true; one side of `a IS NULL OR a IS NOT NULL` always is."""
    if node.boolop == BoolExprType.NOT_EXPR:
        return EVERYONE if _boolean(node.args[0]) is False else NOBODY
    parts = [_true_for(part, row) for part in node.args]
    if node.boolop == BoolExprType.AND_EXPR:
        return frozenset.intersection(*parts)
    tests = [inner(part) for part in node.args]
    columns = [
        {_column(test.arg) for test in tests if kind_of(test) == "NullTest" and test.nulltesttype == type_} - {None}
        for type_ in (NullTestType.IS_NULL, NullTestType.IS_NOT_NULL)
    ]
    return frozenset.union(*parts) if columns[0].isdisjoint(columns[1]) else EVERYONE


def _any_branch(node: Any, row: RowFacts) -> frozenset[str]:
    """Roles for which every branch of CASE that can be reached is true."""
    found = EVERYONE
    for branch in (each.case_when for each in node.args):
        found &= _true_for(branch.result, row)
        if not node.HasField("arg") and _true_for(branch.expr, row) == EVERYONE:
            return found
    return found & _true_for(node.defresult, row) if node.HasField("defresult") else NOBODY


def _compares(node: Any, row: RowFacts) -> frozenset[str]:
    """Roles for which a comparison is true for every row."""
    if _is_equality(node, A_Expr_Kind.AEXPR_OP):
        same = _column(node.lexpr) == _column(node.rexpr) and _column(node.lexpr) in row.filled
        return EVERYONE if same else _compared(node.lexpr, node.rexpr) | _compared(node.rexpr, node.lexpr)
    if _is_equality(node, A_Expr_Kind.AEXPR_OP_ANY) and _is_role(node.lexpr):
        elements = inner(node.rexpr)
        listed = elements.elements if kind_of(elements) == "A_ArrayExpr" else ()
        return EVERYONE & {text_of(element) or "" for element in listed}
    compare = _NUMBERS.get(node.name[-1].string.sval) if node.kind == A_Expr_Kind.AEXPR_OP else None
    numbers = [_number(side) for side in (node.lexpr, node.rexpr)]
    return EVERYONE if compare and None not in numbers and compare(*numbers) else NOBODY


_JUDGES: Mapping[str, Callable[[Any, RowFacts], frozenset[str]]] = {
    "A_Const": _constant,
    "BoolExpr": _combined,
    "BooleanTest": _tested,
    "NullTest": _filled,
    "CoalesceExpr": _first,
    "CaseExpr": _any_branch,
    "FuncCall": _returned,
    "SubLink": _selected,
    "A_Expr": _compares,
}


def _number(tree: Any) -> int | None:
    """A constant integer; None for anything else."""
    node = inner(tree)
    is_integer = kind_of(node) == "A_Const" and node.WhichOneof("val") == "ival"
    return int(node.ival.ival) if is_integer else None


def _boolean(tree: Any) -> bool | None:
    """The value of a constant; None for anything else."""
    node = inner(tree)
    is_constant = kind_of(node) == "A_Const" and node.WhichOneof("val") == "boolval"
    return bool(node.boolval.boolval) if is_constant else None


def _column(tree: Any) -> str | None:
    """Name of the column that an expression is; None for anything else."""
    node = inner(tree)
    return str(node.fields[-1].string.sval) if kind_of(node) == "ColumnRef" else None


def is_current_user(node: Any) -> bool:
    """Whether a node is `current_user` or `current_role`."""
    roles = (SQLValueFunctionOp.SVFOP_CURRENT_USER, SQLValueFunctionOp.SVFOP_CURRENT_ROLE)
    return kind_of(node) == "SQLValueFunction" and node.op in roles


def _is_role(tree: Any) -> bool:
    """Whether an expression is the role of the request: `auth.role()`, `auth.jwt() ->> 'role'`, `current_user`."""
    node = inner(tree)
    if is_current_user(node):
        return True
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
    is_value = subquery.sub_link_type == SubLinkType.EXPR_SUBLINK
    return result_of_query(subquery.subselect.select_stmt) if is_value else None


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
