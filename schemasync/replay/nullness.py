"""Tell from a parse tree whether an expression is known to be NULL for no row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.kinds.catalog import FIRST_USER_OID
from schemasync.migrations.statements import enum_name
from schemasync.replay.reading import Column

_VALUES = frozenset(
    ("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "timeofday", "random", "gen_random_uuid",
     "uuid_generate_v4", "uuid_generate_v1", "concat", "count", "json_build_object", "jsonb_build_object", "json_build_array",
     "jsonb_build_array", "num_nulls", "num_nonnulls")
)  # fmt: skip
"""Functions that return a value whatever their arguments are."""
_STRICT = frozenset(
    ("lower", "upper", "initcap", "btrim", "ltrim", "rtrim", "replace", "left", "right", "reverse", "length", "md5", "abs",
     "round", "ceil", "ceiling", "floor", "trunc", "date_trunc", "to_jsonb", "to_json", "substr", "split_part", "nextval",
     "regexp_replace", "translate", "lpad", "rpad", "repeat", "encode", "date", "concat_ws", "timezone", "extract", "date_part")
)  # fmt: skip
"""Functions that return a value if all their arguments are values; time stamps of rows are finite."""
_OF_RANGES = ("lower", "upper")
"""Those of them that are NULL for a range without a bound."""
_TEXTS = (25, 19, 1042, 1043)
"""OIDs of `text`, `name`, `character` and `character varying`."""
_JSON = (114, 3802)
"""OIDs of `json` and `jsonb`, whose null may become NULL when it is cast."""
_OPERATORS = frozenset(("+", "-", "*", "/", "%", "||", "=", "<>", "<", ">", "<=", ">=", "~~", "~~*", "!~~", "!~~*"))
"""Operators whose result is a value if both sides are; `||` of JSON and of arrays as well."""
_OPERATIONS = ("AEXPR_OP", "AEXPR_LIKE", "AEXPR_ILIKE")
_ALWAYS = ("null_test", "boolean_test", "a_array_expr")
"""Expressions that are values: IS NULL, IS TRUE, ARRAY[]."""
_SCHEMAS = ("pg_catalog", "extensions")


def is_never_null(tree: Any, columns: Mapping[str, Column], own: Collection[str]) -> bool:
    """Whether an expression is known to be a value for every row.

    Args:
        tree: of the expression.
        columns: those that are never NULL, by name; the expression reads columns of that table alone.
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


def checks_only_null(expression: str, columns: Mapping[str, Column]) -> bool:
    """Whether a check says of some of these columns that they are not NULL, and nothing else.

    A composite value is not NULL by that test only if none of its fields is.
    """
    try:
        tree = parse(f"SELECT {expression}").stmts[0].stmt.select_stmt.target_list[0].res_target.val
    except UNREADABLE:
        return False
    simple = {name for name, column in columns.items() if column.type < FIRST_USER_OID or column.labels is not None}
    return _required(tree) <= simple


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

    def __init__(self, columns: Mapping[str, Column], own: Collection[str]) -> None:
        self._columns, self._own = columns, own

    def has(self, tree: Any) -> bool:
        kind = tree.WhichOneof("node")
        node: Any = getattr(tree, kind) if kind else None
        match kind:
            case "column_ref":
                return self._column(tree) is not None
            case "coalesce_expr" | "min_max_expr":
                return any(map(self.has, node.args))
            case "type_cast":
                column = self._column(node.arg)
                return self.has(node.arg) and (column is None or column.type not in _JSON)
            case "bool_expr" | "case_expr":
                return all(map(self.has, _results(kind, node)))
            case "a_expr":
                return self._is_operation(node)
            case "func_call":
                return self._is_call(node)
        return kind in _ALWAYS or _is_value(kind, node)

    def _column(self, tree: Any) -> Column | None:
        """The column without NULL that an expression names."""
        return self._columns.get(tree.column_ref.fields[-1].string.sval) if tree.HasField("column_ref") else None

    def _is_operation(self, node: Any) -> bool:
        is_plain = (
            enum_name(node, "kind") in _OPERATIONS and len(node.name) == 1 and node.name[0].string.sval in _OPERATORS
        )
        return is_plain and self.has(node.rexpr) and (not node.HasField("lexpr") or self.has(node.lexpr))

    def _is_call(self, node: Any) -> bool:
        *schema, name = (part.string.sval for part in node.funcname)
        is_own = name in self._own if not schema else schema[0] not in _SCHEMAS
        if node.HasField("over") or node.func_variadic or is_own:
            return False
        if name in _OF_RANGES and any(self._is_range(each) for each in node.args):
            return False
        return name in _VALUES or (name in _STRICT and all(map(self.has, node.args)))

    def _is_range(self, tree: Any) -> bool:
        """Whether an argument may be a range: a column that is no text, or a cast."""
        column = self._column(tree)
        return tree.HasField("type_cast") or (column is not None and column.type not in _TEXTS)


def _results(kind: str, node: Any) -> Collection[Any]:
    """The expressions that decide whether a condition or CASE is a value."""
    if kind == "case_expr":
        return [*(each.case_when.result for each in node.args), node.defresult]
    return list(node.args)


def _is_value(kind: str | None, node: Any) -> bool:
    """Whether a node is a constant, CURRENT_TIMESTAMP or the like, or a query that gives a value."""
    match kind:
        case "a_const":
            return not node.isnull
        case "sqlvalue_function":
            return enum_name(node, "op") != "SVFOP_CURRENT_SCHEMA"
        case "sub_link":
            return _is_value_query(node)
    return False


def _is_value_query(node: Any) -> bool:
    """Whether a sub-query is a value: EXISTS, ARRAY, or `count` of all rows."""
    kind = enum_name(node, "sub_link_type")
    if kind in ("EXISTS_SUBLINK", "ARRAY_SUBLINK"):
        return True
    query = node.subselect.select_stmt
    calls = [each.res_target.val.func_call for each in query.target_list]
    limits = (
        query.group_clause,
        query.HasField("having_clause"),
        query.HasField("limit_count"),
        query.HasField("limit_offset"),
    )
    counts = (
        len(calls) == 1
        and [part.string.sval for part in calls[0].funcname] == ["count"]
        and not calls[0].HasField("over")
    )
    return bool(kind == "EXPR_SUBLINK" and counts and not any(limits) and not any(map(_is_set_operation, nodes(query))))


def _is_set_operation(node: Any) -> bool:
    """Whether a node combines queries, as UNION does."""
    return node.DESCRIPTOR.name == "SelectStmt" and enum_name(node, "op") != "SETOP_NONE"
