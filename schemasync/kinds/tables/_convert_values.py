"""How the values of a column become values of another type: by a cast, by their text, or field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import ident, name
from schemasync.kinds._kind import Context, once_per_plan
from schemasync.kinds.types._types import TEXTUAL, base

ARRAY = "[]"
_BITS, _CHARACTERS = ("bit", "bit varying"), ("character varying", "character")


def cast(value: str, old_type: str, new_type: str, context: Context) -> str:
    """`c::new` where PostgreSQL has a cast, else by way of text."""
    old, new = base(old_type), base(new_type)
    direct = old == new or (old, new) in context.before.casts or old in TEXTUAL or new in TEXTUAL
    return f"{value}::{new_type}" if direct else f"{value}::text::{new_type}"


def is_cut(old_type: str, new_type: str) -> bool:
    """Whether a cast would cut what is too long, where an assignment refuses it."""
    old, new = base(old_type), base(new_type)
    return old == new if new in _BITS else new in _CHARACTERS and old in TEXTUAL


def anew(value: str, type_name: str, context: Context) -> str | None:
    """A value of a type that was set aside as one of the type that took its name; None if nothing tells how.

    It prints and reads alike under both definitions. Only a composite type prints its fields in order, without their
    names: where these are others or stand otherwise, the value is taken apart instead.
    """
    if not reshaped(type_name, context):
        return f"{value}::text{ARRAY if type_name.endswith(ARRAY) else ''}::{type_name}"
    ref = _successors(context).get(type_name)
    if ref is None:
        return None
    before, after = context.before.objects[ref], context.after.objects[ref]
    if ref.kind != "composite_type":
        whole = anew(value, after.base, context)
        return whole and f"{whole}::{type_name}"
    known = {field.name: field.type for field in before.fields}
    fields = [_field(value, f, known.get(f.name), context) for f in after.fields]
    if None in fields:
        return None
    row = f"ROW({', '.join(map(str, fields))})::{type_name}"
    return f"CASE WHEN {value} IS NOT DISTINCT FROM NULL THEN NULL ELSE {row} END"


def is_set_aside(type_name: str, context: Context) -> bool:
    """Whether the type, or that of an array's elements, gives its name to a new one."""
    return type_name.removesuffix(ARRAY) in _successors(context)


def _field(value: str, field: Any, old_type: str | None, context: Context) -> str | None:
    part = f"({value}).{ident(field.name)}"
    if old_type is None:
        return f"NULL::{field.type}"
    if (base(old_type), base(field.type)) in context.before.casts:
        return f"({part})::{field.type}"
    return anew(f"({part})", field.type, context)


def reshaped(type_name: str, context: Context) -> bool:
    """Whether values of the type hold a composite one whose fields have other names afterwards, or another order."""
    ref = _successors(context).get(type_name.removesuffix(ARRAY))
    if ref is None:
        return False
    before, after = context.before.objects[ref], context.after.objects[ref]
    if ref.kind == "domain":
        return reshaped(after.base, context)
    if ref.kind != "composite_type":
        return False
    same = [field.name for field in before.fields] == [field.name for field in after.fields]
    return not same or any(reshaped(field.type, context) for field in after.fields)


@once_per_plan
def _successors(context: Context) -> Mapping[str, Ref]:
    """Types that are set aside and made anew, by their names."""
    found = [
        ref
        for ref in context.created
        if ref in context.before.objects and context.kinds[ref.kind].replacement.rename_away
    ]
    names = {name(*ref.path): ref for ref in found if ref.kind != "collation"}
    multi = {name(ref.path[0], context.after.objects[ref].multirange): ref for ref in found if ref.kind == "range"}
    return names | multi


def users(type_: Ref, context: Context) -> list[Ref]:
    """Objects that use a type, or a table as a type, before the plan."""
    return _users_by_type(context).get(type_, [])


@once_per_plan
def _users_by_type(context: Context) -> Mapping[Ref, list[Ref]]:
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for dependent, referenced, kind in context.before.edges:
        if kind == "n" and referenced.kind in ("table", "composite_type", "domain"):
            found[referenced].append(dependent)
    return found
