"""Conversions that are known to keep every value of a column, or to refuse it; any other conversion can lose data.

Source: PostgreSQL, "Data Types" (ranges and precision of the types) and "ALTER TABLE" (an assignment refuses what does not fit,
but cuts trailing blanks, rounds numbers and drops fractions of seconds).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, name
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.types._types import ARRAY, base

_INTEGERS = {"smallint": 5, "integer": 10, "bigint": 19}
"""Digits that a value can have."""
_EXACT_IN = {"real": {"smallint"}, "double precision": {"smallint", "integer"}}
"""Integers that a floating-point type can hold without rounding."""
_AS_TEXT = frozenset(
    {"smallint", "integer", "bigint", "numeric", "boolean", "uuid", "json", "jsonb", "xml", "inet", "cidr", "macaddr",
     "macaddr8", "name", "character varying", "character", "text", "bit", "bit varying", "bytea", "tsvector", "tsquery"}
)  # fmt: skip
"""Types whose text is read back as the same value, whatever a session has set."""
_TIMES = ("timestamp without time zone", "timestamp with time zone", "time without time zone", "time with time zone")
_MOST_PRECISE = 6


class _Type(NamedTuple):
    """A type's name without modifiers, and its modifiers (`numeric(10,2)` has 10 and 2)."""

    name: str
    modifiers: tuple[int, ...]

    @property
    def length(self) -> int | None:
        """Greatest length or precision, or None for no limit."""
        return next(iter(self.modifiers), None)

    @property
    def scale(self) -> int:
        """Digits after the point of a numeric type; without modifiers there is no limit."""
        match self.modifiers:
            case (_, scale):
                return scale
            case (_,):
                return 0
        return 1 << 14


class Effect(NamedTuple):
    """Effect of a conversion on the values of a column: hazards, and what is lost, in words."""

    hazards: tuple[Hazard, ...] = ()
    loss: str = ""


def effect_of_conversion(column: str, old_type: str, new_type: str, context: PlanContext) -> Effect:
    """Effect of a cast or an assignment.

    Args:
        column: name of what holds the values.
        old_type: type of the values.
        new_type: type that they get.
        context: of the plan.
    """
    refused = (Hazard.FAILS_ON_ROWS,) if can_refuse(old_type, new_type) else ()
    if keeps_values(old_type, new_type, context):
        return Effect(refused)
    loss = f"values of {column} that {new_type} cannot hold as {old_type} holds them"
    return Effect((Hazard.DATA_LOSS, *refused), loss)


def keeps_values(old_type: str, new_type: str, context: PlanContext) -> bool:
    """Whether a conversion is known to keep every value, or to fail on one that it cannot keep."""
    if old_type == new_type:
        return True
    if old_type.endswith(ARRAY) and new_type.endswith(ARRAY):
        return keeps_values(old_type.removesuffix(ARRAY), new_type.removesuffix(ARRAY), context)
    if old_type.endswith(ARRAY) or new_type.endswith(ARRAY):
        return False
    labels = _labels(context)
    old_type, new_type = _resolved(old_type, context), _resolved(new_type, context)
    if old_type in labels or new_type in labels:
        return (old_type in labels or base(old_type) in ("text", "character varying")) and (
            new_type in labels or _is_unlimited_text(new_type)
        )
    return _keeps(_parsed(old_type), _parsed(new_type))


def can_refuse(old_type: str, new_type: str) -> bool:
    """Whether a conversion can fail on a value that does not fit, such as a number that is out of range."""
    if old_type.endswith(ARRAY) and new_type.endswith(ARRAY):
        old_type, new_type = old_type.removesuffix(ARRAY), new_type.removesuffix(ARRAY)
    old, new = _parsed(old_type), _parsed(new_type)
    if _is_unlimited_text(new_type):
        return False
    if old.name in _INTEGERS and new.name in _INTEGERS:
        return _INTEGERS[old.name] > _INTEGERS[new.name]
    if new.name == "bit":
        return old != new  # it has exactly that length
    if old.name == new.name:
        return not _is_wider(old, new)
    return not ((old.name in _INTEGERS and new.name in ("real", "double precision")) or new == _Type("numeric", ()))


def _keeps(old: _Type, new: _Type) -> bool:
    if old.name == new.name:
        return _keeps_modifiers(old, new)
    if old.name in _INTEGERS:
        exact = new.name in _INTEGERS or old.name in _EXACT_IN.get(new.name, ())
        return exact or (new.name == "numeric" and new.scale >= 0) or _is_unlimited_text_type(new)
    if old.name == "numeric" and new.name in _INTEGERS:
        return bool(old.modifiers) and old.scale <= 0
    if old.name == "boolean":
        return new.name == "integer" or _is_unlimited_text_type(new)
    if old.name in ("character varying", "character") and new.name == "character varying":
        return _is_wider(old, new)
    if old.name == "date" and new.name == "timestamp without time zone":
        return True
    if old.name == "bit" and new.name == "bit varying":
        return True
    if (old.name, new.name) in (("jsonb", "json"), ("cidr", "inet"), ("text", "citext"), ("citext", "text")):
        return True
    return old.name in _AS_TEXT and _is_unlimited_text_type(new)


def _keeps_modifiers(old: _Type, new: _Type) -> bool:
    if old.name == "numeric":
        return not new.modifiers or (bool(old.modifiers) and new.scale >= old.scale)
    if old.name in _TIMES:
        return _precision(new) >= _precision(old)
    if old.name in ("bit", "bit varying"):
        return True  # an assignment refuses another length
    if old.name == "interval" or old.name.startswith("interval "):
        return not new.modifiers and new.name == "interval"
    return _is_wider(old, new)


def _precision(type_: _Type) -> int:
    """Digits of the fractions of seconds."""
    return _MOST_PRECISE if type_.length is None else type_.length


def _is_wider(old: _Type, new: _Type) -> bool:
    """Whether every length that the old type allows is allowed by the new one."""
    if new.length is None:
        return True
    if old.name == "numeric":
        return old.length is not None and old.length - old.scale <= new.length - new.scale
    return old.length is not None and old.length <= new.length


def _parsed(type_name: str) -> _Type:
    """`format_type`'s name, and the numbers in its parentheses; other words there (PostGIS) are no modifiers here."""
    _, _, schema_less = base(type_name).rpartition(".")
    _, _, tail = type_name.partition("(")
    inside, _, _ = tail.partition(")")
    words = inside.split(",")
    numeric = all(word.removeprefix("-").isdigit() for word in words)
    return _Type(schema_less, tuple(map(int, words)) if numeric else ())


def _is_unlimited_text(type_name: str) -> bool:
    return _is_unlimited_text_type(_parsed(type_name))


def _is_unlimited_text_type(type_: _Type) -> bool:
    return type_.name == "text" or (type_.name == "character varying" and not type_.modifiers)


def _resolved(type_name: str, context: PlanContext) -> str:
    """The type below a domain: the domain itself only refuses values."""
    domains = _domains(context)
    for _ in range(len(domains)):
        if type_name not in domains:
            break
        type_name = domains[type_name]
    return type_name


@once_per_context
def _domains(context: PlanContext) -> Mapping[str, str]:
    """Domains of both sides by name, with the type below."""
    objects = {**context.after.objects, **context.before.objects}
    return {name(*ref.path): model.base for ref, model in objects.items() if ref.kind == "domain"}


@once_per_context
def _labels(context: PlanContext) -> frozenset[str]:
    """Enums of both sides by name: their values are labels, which are read back from text or refused."""
    objects = {**context.after.objects, **context.before.objects}
    return frozenset(name(*ref.path) for ref in objects if ref.kind == "enum")
