"""Tell from a parse tree whether an expression is known to be NULL for no row."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.migrations.statements import enum_name

_VALUES = frozenset(
    ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "random", "gen_random_uuid",
     "uuid_generate_v4", "uuid_generate_v1", "concat", "count", "json_build_object", "jsonb_build_object", "json_build_array",
     "jsonb_build_array", "num_nulls", "num_nonnulls", "nextval")
)  # fmt: skip
"""Functions that return a value whatever their arguments are."""
_STRICT = frozenset(
    ("lower", "upper", "initcap", "btrim", "ltrim", "rtrim", "replace", "left", "right", "reverse", "length", "md5", "abs",
     "round", "ceil", "ceiling", "floor", "trunc", "date_trunc", "to_jsonb", "to_json", "substr", "split_part",
     "regexp_replace", "translate", "lpad", "rpad", "repeat", "encode", "date", "concat_ws", "timezone", "extract", "date_part")
)  # fmt: skip
"""Functions that return a value if all their arguments are values; time stamps of rows are finite."""
_OPERATORS = frozenset(("+", "-", "*", "/", "%", "||", "=", "<>", "<", ">", "<=", ">=", "~~", "~~*", "!~~", "!~~*"))
"""Operators whose result is a value if both sides are; `||` of JSON and of arrays as well."""
_OPERATIONS = ("AEXPR_OP", "AEXPR_LIKE", "AEXPR_ILIKE")
_ALWAYS = ("sqlvalue_function", "null_test", "boolean_test", "a_array_expr")
"""Expressions that are values: CURRENT_TIMESTAMP, IS NULL, IS TRUE, ARRAY[]."""
_SCHEMAS = ("pg_catalog", "extensions")


def is_never_null(tree: Any, columns: Collection[str], own: Collection[str]) -> bool:
    """Whether an expression is known to be a value for every row.

    Args:
        tree: of the expression.
        columns: names of columns that are never NULL; the expression reads columns of that table alone.
        own: names of the project's functions, of which nothing is known.
    """
    return _Values(columns, own).has(tree)


def null_tests(condition: Any) -> set[str]:
    """Columns each of which, where it is NULL, makes a condition true by itself: those of `c IS NULL`, alone or in OR."""
    if condition.HasField("null_test") and enum_name(condition.null_test, "nulltesttype") == "IS_NULL":
        tested = condition.null_test.arg
        return {tested.column_ref.fields[-1].string.sval} if tested.HasField("column_ref") else set()
    if condition.HasField("bool_expr") and enum_name(condition.bool_expr, "boolop") == "OR_EXPR":
        return {name for part in condition.bool_expr.args for name in null_tests(part)}
    return set()


def checks_only_null(expression: str, columns: Collection[str]) -> bool:
    """Whether a check says of some of these columns that they are not NULL, and nothing else."""
    try:
        tree = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    except UNREADABLE:
        return False
    return _required(tree) <= set(columns)


def _required(condition: Any) -> set[str]:
    """Columns that `c IS NOT NULL`, alone or in AND, asks for; an empty name for any other condition."""
    if condition.HasField("null_test") and enum_name(condition.null_test, "nulltesttype") == "IS_NOT_NULL":
        tested = condition.null_test.arg
        return {tested.column_ref.fields[-1].string.sval if tested.HasField("column_ref") else ""}
    if condition.HasField("bool_expr") and enum_name(condition.bool_expr, "boolop") == "AND_EXPR":
        return {name for part in condition.bool_expr.args for name in _required(part)}
    return {""}


class _Values:
    """Which expressions are values, given columns that are, and functions of which nothing is known."""

    def __init__(self, columns: Collection[str], own: Collection[str]) -> None:
        self._columns, self._own = columns, own

    def has(self, tree: Any) -> bool:
        kind = tree.WhichOneof("node")
        node: Any = getattr(tree, kind) if kind else None
        match kind:
            case "column_ref":
                return node.fields[-1].string.sval in self._columns
            case "coalesce_expr" | "min_max_expr":
                return any(map(self.has, node.args))
            case "type_cast" | "bool_expr" | "case_expr":
                return all(map(self.has, _parts(kind, node)))
            case "a_expr":
                return self._is_operation(node)
            case "func_call":
                return self._is_call(node)
        return (
            kind in _ALWAYS or (kind == "a_const" and not node.isnull) or (kind == "sub_link" and _is_value_query(node))
        )

    def _is_operation(self, node: Any) -> bool:
        is_plain = enum_name(node, "kind") in _OPERATIONS and node.name[-1].string.sval in _OPERATORS
        return is_plain and self.has(node.rexpr) and (not node.HasField("lexpr") or self.has(node.lexpr))

    def _is_call(self, node: Any) -> bool:
        *schema, name = (part.string.sval for part in node.funcname)
        if node.HasField("over") or (name in self._own if not schema else schema[0] not in _SCHEMAS):
            return False
        return name in _VALUES or (name in _STRICT and all(map(self.has, node.args)))


def _parts(kind: str, node: Any) -> Collection[Any]:
    """The expressions that decide whether a cast, a condition or CASE is a value."""
    if kind == "case_expr":
        return [*(each.case_when.result for each in node.args), node.defresult]
    return [node.arg] if kind == "type_cast" else list(node.args)


def _is_value_query(node: Any) -> bool:
    """Whether a sub-query is a value: EXISTS, ARRAY, or `count` of all rows."""
    kind = enum_name(node, "sub_link_type")
    if kind in ("EXISTS_SUBLINK", "ARRAY_SUBLINK"):
        return True
    query = node.subselect.select_stmt
    targets = [each.res_target.val for each in query.target_list]
    limits = (
        query.group_clause,
        query.HasField("having_clause"),
        query.HasField("limit_count"),
        query.HasField("limit_offset"),
    )
    counts = (
        len(targets) == 1 and targets[0].func_call.funcname and targets[0].func_call.funcname[-1].string.sval == "count"
    )
    return bool(kind == "EXPR_SUBLINK" and counts and not any(limits) and not any(map(_sets, nodes(query))))


def _sets(node: Any) -> bool:
    """Whether a node combines queries, as UNION does."""
    return node.DESCRIPTOR.name == "SelectStmt" and enum_name(node, "op") != "SETOP_NONE"
