"""Tell from a parse tree whether values of rows can make what it computes fail: a cast of text, a division."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.migrations.statements import enum_name

_TEXT_TYPES = frozenset(("text", "varchar", "bpchar", "name"))
"""Types to which every text converts."""
_DIVISIONS = ("/", "%")
_FUNCTIONS = frozenset(
    ("count", "max", "min", "bool_and", "bool_or", "every", "string_agg", "to_tsvector", "lower", "upper", "initcap", "concat", "concat_ws", "btrim", "ltrim", "rtrim", "replace", "left", "right",
     "reverse", "md5", "now", "clock_timestamp", "gen_random_uuid", "uuid_generate_v4", "jsonb_typeof", "json_typeof", "array_to_string")
)  # fmt: skip
"""Functions that fail for no value of their arguments, if texts are shorter than a megabyte."""
_TEXT_PARTS = ("setweight", "split_part", "substring", "substr")
"""Functions that fail for no value of their first argument, if the others are constants."""
_RETURN = "RETURN "
"""Start of the body of an SQL function that is an expression."""
KEEPS_VALUES = frozenset(
    ("btrim", "ltrim", "rtrim", "lower", "upper", "replace", "regexp_replace", "split_part", "substring", "substr", "left", "right",
     "concat", "string_agg", "min", "max", "sum", "abs", "round", "unnest", "jsonb_extract_path_text", "json_extract_path_text")
)  # fmt: skip
"""Functions whose result is a value of their arguments, or a part of one."""
_OPERATORS = frozenset(("||", "=", "<>", "<", ">", "<=", ">=", "->", "->>", "#>", "#>>", "?", "@>", "<@", "&&"))
"""Operators that fail for no value."""
_PATTERNS = frozenset(("~~", "~~*", "!~~", "!~~*", "~", "~*", "!~", "!~*"))
"""Operators that fail for no value on the left; on the right stands a pattern, which can be malformed."""
_TESTS = ("EXISTS_SUBLINK", "ANY_SUBLINK")
"""Sub-queries that may return any number of rows."""
_INDEXED = frozenset(
    ("date_trunc", "timezone", "date_part", "extract", "length", "char_length", "octet_length", "cardinality", "array_length",
     "date", "hashtext", "sha256", "similarity", "unaccent")
)  # fmt: skip
"""Further functions of indexes that fail for practically no value."""
FALLIBLE = frozenset(
    ("sqrt", "ln", "log", "log10", "asin", "acos", "acosh", "atanh", "factorial", "chr", "mod", "div", "width_bucket",
     "to_date", "to_number", "make_date", "make_time", "make_timestamp", "make_timestamptz", "make_interval",
     "decode", "convert_from", "set_byte", "get_byte", "set_bit", "get_bit", "regexp_matches", "regexp_split_to_array",
     "jsonb_array_length", "json_array_length", "jsonb_array_elements", "json_array_elements", "jsonb_array_elements_text",
     "json_array_elements_text", "jsonb_each", "json_each", "jsonb_each_text", "json_each_text", "jsonb_object_keys", "json_object_keys",
     "jsonb_set", "jsonb_insert", "jsonb_populate_record", "json_populate_record", "jsonb_to_record", "json_to_record",
     "jsonb_to_recordset", "json_to_recordset", "json_object", "jsonb_object", "xmlparse", "array_fill")
)  # fmt: skip
"""PostgreSQL's functions that fail for some values: outside their domain, malformed, or JSON of another type."""
_DECISIVE = {"mod": 1, "div": 1, "regexp_matches": 1, "regexp_split_to_array": 1}
"""Those that only one argument makes fail: a divisor or a pattern → its place."""
_FROM_TEXT = "to_timestamp"
"""Fails for a malformed text, which has a format; it accepts practically every number."""
_RANGES = ("int2", "int4", "int8", "float4", "float8")
"""Types of numbers by their range, the least first."""
NUMBERS = (21, 23, 20, 700, 701, 1700)
"""OIDs of these, and of `numeric`."""
_TEXTS = (25, 1042, 1043, 114, 3802)
"""OIDs of `text`, `character`, `character varying`, `json` and `jsonb`, which only some types accept."""
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
    return computes_safely(tree)


def computes_safely(tree: Any, returns_one: Callable[[Any], bool] = lambda _: False) -> bool:
    """Whether a statement is known to compute nothing that values of rows can make fail.

    Args:
        tree: of the statement.
        returns_one: tells of a sub-query that stands for one value whether it returns one row at most.
    """
    return all(_is_harmless(node, returns_one) for node in nodes(tree))


def _is_harmless(node: Any, returns_one: Callable[[Any], bool]) -> bool:
    kind = node.DESCRIPTOR.name
    if kind == "FuncCall":
        function = node.funcname[-1].string.sval
        return function in _FUNCTIONS or (function in _TEXT_PARTS and not any(map(_columns, node.args[1:])))
    if kind == "A_Expr":
        operator = str(node.name[-1].string.sval)
        return operator in _OPERATORS or (operator in _PATTERNS and not _columns(node.rexpr))
    if kind == "SubLink":
        is_test = enum_name(node, "sub_link_type") in _TESTS
        return is_test or returns_one(node.subselect.select_stmt)
    if kind == "TypeCast":
        return node.type_name.names[-1].string.sval in _TEXT_TYPES or not _columns(node.arg)
    return kind not in ("XmlExpr", "XmlSerialize")


def fails_on_values(tree: Any, columns: Mapping[str, Collection[int]]) -> bool:
    """Whether values of rows can make an expression of a statement fail.

    Args:
        tree: of the statement.
        columns: name → OIDs of the types of the columns of that name which it may read.
    """
    return any(_is_cast(node, columns) or _is_division(node) or _is_fallible_call(node) for node in nodes(tree))


def calls_what_fails(tree: Any, own: Callable[[], Mapping[str, bool]], *, unknown_fail: bool) -> bool:
    """Whether a statement calls a function that values of rows can make fail.

    Args:
        tree: of the statement.
        own: reads the project's functions by name, and whether each can fail.
        unknown_fail: count functions, too, of which it is not known that they fail for no value.
    """
    called = {node.funcname[-1].string.sval for node in nodes(tree) if node.DESCRIPTOR.name == "FuncCall"}
    harmless = _FUNCTIONS | _INDEXED | KEEPS_VALUES
    functions = own() if called else {}
    return any(functions.get(name, unknown_fail and name not in harmless) for name in called)


def query_can_fail(code: str) -> bool | None:
    """Whether the body of an SQL function converts or divides by what its arguments give it; None if it cannot be read."""
    try:
        tree = parse(f"SELECT {code.removeprefix(_RETURN)}" if code.startswith(_RETURN) else code)
    except UNREADABLE:
        return None
    return any(_is_cast_of_values(node) or _is_division(node) or _is_fallible_call(node) for node in nodes(tree))


def _is_cast_of_values(node: Any) -> bool:
    if node.DESCRIPTOR.name != "TypeCast" or node.type_name.names[-1].string.sval in _TEXT_TYPES:
        return False
    return any(each.DESCRIPTOR.name in ("ColumnRef", "ParamRef") for each in nodes(node.arg))


def _is_cast(node: Any, columns: Mapping[str, Collection[int]]) -> bool:
    """Whether an expression converts text or JSON to another type, or a number to one that holds fewer."""
    if node.DESCRIPTOR.name != "TypeCast":
        return False
    target, limited = node.type_name.names[-1].string.sval, bool(node.type_name.typmods)
    types = {oid for name in _converted(node.arg) for oid in columns.get(name, ())}
    if target in _TEXT_TYPES:
        return False
    return any(oid in _TEXTS or _is_narrower(target, oid, limited=limited) for oid in types)


def _converted(tree: Any) -> set[str]:
    """Columns whose values an expression may have: not those that only give a function its arguments, as in `count(a)`."""
    calls = [node for node in nodes(tree) if node.DESCRIPTOR.name == "FuncCall"]
    others = (call for call in calls if call.funcname[-1].string.sval not in KEEPS_VALUES)
    return set(_columns(tree)).difference(*map(_columns, others))


def _is_narrower(target: str, source: int, *, limited: bool) -> bool:
    if source not in NUMBERS:
        return False
    if target == "numeric":
        return limited
    return target in _RANGES and _RANGES.index(target) < NUMBERS.index(source)


def _is_division(node: Any) -> bool:
    if node.DESCRIPTOR.name != "A_Expr" or not node.name or node.name[-1].string.sval not in _DIVISIONS:
        return False
    divisor = list(nodes(node.rexpr))
    return not any(map(_is_nullif, divisor)) and any(
        each.DESCRIPTOR.name in ("ColumnRef", "ParamRef", "FuncCall") for each in divisor
    )


def _is_fallible_call(node: Any) -> bool:
    """Whether a node calls such a function of PostgreSQL's with a column or an argument of the function around it."""
    if node.DESCRIPTOR.name != "FuncCall":
        return False
    name = node.funcname[-1].string.sval
    if name not in FALLIBLE and not (name == _FROM_TEXT and len(node.args) > 1):
        return False
    if len(node.funcname) > 1 and node.funcname[0].string.sval != "pg_catalog":
        return False
    place = _DECISIVE.get(name)
    parts = [
        each for argument in (node.args if place is None else node.args[place : place + 1]) for each in nodes(argument)
    ]
    guarded = place is not None and any(_is_nullif(each) for each in parts)
    return not guarded and any(each.DESCRIPTOR.name in ("ColumnRef", "ParamRef") for each in parts)


def _is_nullif(node: Any) -> bool:
    return node.DESCRIPTOR.name == "A_Expr" and enum_name(node, "kind") == "AEXPR_NULLIF"


def _columns(tree: Any) -> list[str]:
    found = (node.fields[-1] for node in nodes(tree) if node.DESCRIPTOR.name == "ColumnRef")
    return [field.string.sval for field in found if field.HasField("string")]
