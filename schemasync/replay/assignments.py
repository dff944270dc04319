"""Tell from an assignment whether the column may not hold the value: a longer text, a greater number."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from schemasync.migrations.statements import enum_name
from schemasync.replay.computed_values import KEEPS_VALUES, NUMBERS
from schemasync.replay.reading import Column

_LIMITED_TEXTS = (1042, 1043)
"""OIDs of `character` and `character varying`."""
_TEXTS = (25, *_LIMITED_TEXTS)
"""OIDs of `text` and these two."""
_NUMERIC = 1700
_DIGITS = {21: 5, 23: 10, 20: 19}
"""OIDs of `smallint`, `integer` and `bigint`, with the digits of their greatest number."""


def may_overflow(value: Any, column: Column, sources: Mapping[str, Collection[Column]]) -> bool:
    """Whether a value of rows may be longer or greater than a column holds; PostgreSQL converts it when it assigns it.

    Args:
        value: tree of the expression that is assigned.
        column: gets the value.
        sources: name → columns of that name which the expression may read.
    """
    return any(_is_wider(source, column) for name in _passed(value) for source in sources.get(name, ()))


def _is_wider(source: Column, target: Column) -> bool:
    if target.type in _LIMITED_TEXTS and source.type in _TEXTS:
        return target.modifier > 0 and not 0 < source.modifier <= target.modifier
    if target.type not in NUMBERS or source.type not in NUMBERS:
        return False
    if target.type == _NUMERIC:
        return _digits(source) > _digits(target)
    return NUMBERS.index(target.type) < NUMBERS.index(source.type)


def _digits(column: Column) -> float:
    """Digits before the point of the greatest number that a column holds; `numeric` has its precision and scale in the modifier."""
    if column.type != _NUMERIC:
        return _DIGITS.get(column.type, math.inf)
    limits = column.modifier - 4
    return math.inf if column.modifier == -1 else (limits >> 16) - (limits & 0x7FF)


def _passed(value: Any) -> Iterator[str]:
    """Names of the columns whose values an expression may have: not those of conditions, and of what computes with them."""
    kind = value.WhichOneof("node")
    if kind == "column_ref":
        yield value.column_ref.fields[-1].string.sval
    for part in _parts(kind, getattr(value, kind)) if kind else ():
        yield from _passed(part)


def _parts(kind: str, node: Any) -> Collection[Any]:
    """The expressions of which one is the value of an expression, or a part of it."""
    match kind:
        case "coalesce_expr" | "min_max_expr":
            return tuple(node.args)
        case "case_expr":
            return [*(each.case_when.result for each in node.args), node.defresult]
        case "func_call" if node.funcname[-1].string.sval in KEEPS_VALUES:
            return tuple(node.args)
        case "a_expr" if node.name[-1].string.sval == "||":
            return [node.lexpr, node.rexpr]
        case "a_expr" if enum_name(node, "kind") == "AEXPR_NULLIF":
            return [node.lexpr]
        case "sub_link":
            return [each.res_target.val for each in node.subselect.select_stmt.target_list]
    return ()
