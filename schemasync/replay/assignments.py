"""Tell from an assignment whether the column may not hold the value: a longer text, a greater number."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any

from schemasync.kinds.catalog import FIRST_USER_OID
from schemasync.migrations.statements import enum_name
from schemasync.replay.computed_values import KEEPS_VALUES, NUMBERS
from schemasync.replay.reading import Column

Sources = Mapping[str, Collection[Column]]
"""Name → columns of that name which an expression may read."""
_LIMITED_TEXTS = (1042, 1043)
"""OIDs of `character` and `character varying`."""
_TEXTS = (25, *_LIMITED_TEXTS)
"""OIDs of `text` and these two."""
_TEXT_CASTS = ("text", "varchar", "bpchar")
"""Their names in a parse tree."""
_NUMERIC = 1700
_FLOATS = (700, 701)
"""OIDs of `real` and `double precision`."""
_BOOLEAN, _DATE, _TIMESTAMP, _TIMESTAMPTZ, _JSON, _JSONB, _INTEGER = 16, 1082, 1114, 1184, 114, 3802, 23
_CASTS = frozenset(permutations((_DATE, _TIMESTAMP, _TIMESTAMPTZ), 2)) | {(_BOOLEAN, _INTEGER), (_JSONB, _JSON)}
"""Casts that fail for no value; years in which a time stamp is out of range are none that rows have."""
_EXACT_AS_FLOAT = {700: (21, 700), 701: (21, 23, 700, 701)}
"""OIDs of `real` and `double precision` → those of the numbers that it holds with all their digits."""
_PADDED = 1042
"""OID of `character`."""
_LIMITS = {21: 2**15, 23: 2**31, 20: 2**63}
"""OIDs of `smallint`, `integer` and `bigint`, with the amount of their least number."""
_HEADER = 4
"""Part of a modifier that is no length, and no precision."""
_LENGTHS = {("left", 2): 1, ("substring", 3): 2, ("substr", 3): 2}
"""Name and number of arguments of functions that take a part of a text → the argument with its length."""


def may_overflow(value: Any, column: Column, sources: Sources) -> bool:
    """Whether a value of rows may be longer or greater than a column holds; PostgreSQL converts it when it assigns it.

    Args:
        value: tree of the expression that is assigned.
        column: gets the value.
        sources: name → columns of that name which the expression may read.
    """
    if column.type in _LIMITED_TEXTS:
        return column.modifier > 0 and _longest(value, sources) > column.modifier - _HEADER
    if column.type in NUMBERS:
        return any(not _holds(column, each) for each in _numbers(value, column, sources))
    return False


def holds_all(target: Column, source: Column) -> bool:
    """Whether a cast is known to convert every value of a column to the type of another, which may round it."""
    if source.type in NUMBERS and target.type in NUMBERS:
        return _holds(target, source)
    if target.type in _TEXTS and source.type < FIRST_USER_OID:
        return _length(target) >= (_length(source) if source.type in _TEXTS else math.inf)
    return (source.type, target.type) in _CASTS


def rounds(target: Column, source: Column) -> bool:
    """Whether a cast may make two different values equal, or another than they were, so that they no longer fit a key or a check."""
    if source.type in NUMBERS and target.type in NUMBERS:
        return not _is_exact(target, source)
    if target.labels is not None:
        return False
    if source.type in _TEXTS and target.type in _TEXTS:
        return (source.type == _PADDED) != (target.type == _PADDED)  # blanks at its end count for nothing
    if (source.type, target.type) in _CASTS:
        return target.type == _DATE
    return target.type not in _TEXTS


def _is_exact(target: Column, source: Column) -> bool:
    """Whether a column of numbers holds those of another with all their digits."""
    if source.type in _FLOATS or target.type in _FLOATS:
        return source.type in _EXACT_AS_FLOAT.get(target.type, ())
    return (target.modifier == -1 and target.type == _NUMERIC) or _scale(source) <= _scale(target)


def _scale(column: Column) -> float:
    """Digits after the point that a column holds, which has no floating-point type."""
    if column.type != _NUMERIC:
        return 0
    return math.inf if column.modifier == -1 else _digits(column)[1]


def _longest(value: Any, sources: Sources) -> float:
    """Characters of the longest text that an expression may be; 0 where that is not known."""
    kind = value.WhichOneof("node")
    node: Any = getattr(value, kind) if kind else None
    match kind:
        case "column_ref":
            return max(map(_length, sources.get(node.fields[-1].string.sval, ())), default=0)
        case "a_const":
            return len(node.sval.sval)
        case "type_cast" if node.type_name.names[-1].string.sval in _TEXT_CASTS:
            limits = map(_constant, node.type_name.typmods)
            return min([_longest(node.arg, sources), *limits])
        case "func_call":
            return _longest_result(node, sources)
        case "a_expr" if node.name[-1].string.sval == "||":
            return _longest(node.lexpr, sources) + _longest(node.rexpr, sources)
    return max((_longest(part, sources) for part in _choices(kind, node)), default=0)


def _longest_result(call: Any, sources: Sources) -> float:
    name = call.funcname[-1].string.sval
    lengths = [_longest(each, sources) for each in call.args] if name in KEEPS_VALUES else []
    if name == "concat":
        return sum(lengths)
    if name == "string_agg":
        return math.inf if any(lengths) else 0
    limit = _LENGTHS.get((name, len(call.args)))
    return min([max(lengths, default=0), *([] if limit is None else [_constant(call.args[limit])])])


def _length(column: Column) -> float:
    if column.type not in _TEXTS:
        return 0
    return column.modifier - _HEADER if column.modifier > 0 else math.inf


def _constant(value: Any) -> float:
    """The number of a constant; infinity for one below zero, and for what is no number."""
    node = value.type_cast.arg if value.WhichOneof("node") == "type_cast" else value
    is_number = node.WhichOneof("node") == "a_const" and node.a_const.WhichOneof("val") == "ival"
    return node.a_const.ival.ival if is_number and node.a_const.ival.ival >= 0 else math.inf


def _numbers(value: Any, target: Column, sources: Sources) -> Collection[Column]:
    """The columns whose numbers an expression may have; none of those that a constant in LEAST bounds for the target."""
    kind = value.WhichOneof("node")
    node: Any = getattr(value, kind) if kind else None
    match kind:
        case "column_ref":
            return [each for each in sources.get(node.fields[-1].string.sval, ()) if each.type in NUMBERS]
        case "min_max_expr" if enum_name(node, "op") == "IS_LEAST" and any(
            _is_held(each, target) for each in node.args
        ):
            return []
        case "func_call" if node.funcname[-1].string.sval in KEEPS_VALUES:
            return [column for part in node.args[:1] for column in _numbers(part, target, sources)]
    return [column for part in _choices(kind, node) for column in _numbers(part, target, sources)]


def _is_held(value: Any, target: Column) -> bool:
    """Whether an expression is a constant that the target is known to hold."""
    if value.WhichOneof("node") != "a_const":
        return False
    number = _number_of(value.a_const)
    return number is not None and number < _limit(target)


def _number_of(constant: Any) -> Fraction | None:
    """The value of a numeric constant, which the parser keeps as text where it has a point or more than 32 bits."""
    if constant.WhichOneof("val") == "ival":
        return Fraction(constant.ival.ival)
    if constant.WhichOneof("val") != "fval":
        return None
    text = constant.fval.fval.replace("_", "")
    try:
        return Fraction(int(text, 0)) if text[:2].lower() in ("0x", "0o", "0b") else Fraction(text)
    except ValueError:
        return None


def _limit(target: Column) -> Fraction | float:
    """Amount that a column of numbers does not hold any more."""
    if target.type != _NUMERIC or target.modifier == -1:
        return _LIMITS.get(target.type, math.inf)
    precision, scale = _digits(target)
    return _power(precision - scale) - _power(-scale) / 2  # from there on it is rounded up


def _holds(target: Column, source: Column) -> bool:
    """Whether a column of numbers holds all of another; a `numeric` of 300 digits is none that rows have."""
    if target.type in _FLOATS:
        return source.type not in _FLOATS or source.type <= target.type
    if target.type != _NUMERIC:
        return _greatest(source) <= _LIMITS[target.type]
    return target.modifier == -1 or _greatest(source) < _limit(target)


def _greatest(column: Column) -> Fraction | float:
    """Amount of the greatest number that a column holds."""
    if column.type in _LIMITS:
        return _LIMITS[column.type]
    if column.type in _FLOATS or column.modifier == -1:
        return math.inf
    precision, scale = _digits(column)
    return _power(precision - scale) - _power(-scale)


def _digits(column: Column) -> tuple[int, int]:
    """Precision and scale of a `numeric`, from its modifier; the scale has 11 bits with a sign."""
    limits = column.modifier - _HEADER
    return limits >> 16, ((limits & 0x7FF) ^ 0x400) - 0x400


def _power(exponent: int) -> Fraction:
    return Fraction(10) ** exponent


def _choices(kind: str | None, node: Any) -> Collection[Any]:
    """The expressions of which one is the value of an expression."""
    match kind:
        case "coalesce_expr" | "min_max_expr":
            return tuple(node.args)
        case "case_expr":
            return [*(each.case_when.result for each in node.args), node.defresult]
        case "a_expr" if enum_name(node, "kind") == "AEXPR_NULLIF":
            return [node.lexpr]
        case "sub_link":
            return [each.res_target.val for each in node.subselect.select_stmt.target_list]
    return ()
