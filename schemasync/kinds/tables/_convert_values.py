"""Convert the values of a column to another type: by a cast, by their text, or field by field."""

from __future__ import annotations

from collections.abc import Mapping

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Hazard, ident, name
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import get
from schemasync.kinds.paths import schema_of
from schemasync.kinds.tables._lossless_casts import Effect, keeps_values
from schemasync.kinds.types._types import ARRAY, TEXTUAL, base
from schemasync.kinds.types.composite_type import Attribute, CompositeType
from schemasync.kinds.types.domain import Domain
from schemasync.kinds.types.range import Range

_BITS, _CHARACTERS = ("bit", "bit varying"), ("character varying", "character")


def cast(value: str, old_type: str, new_type: str, context: PlanContext) -> str:
    """`c::new` where PostgreSQL has a cast, else by way of text."""
    old, new = base(old_type), base(new_type)
    direct = old == new or (old, new) in context.before.casts or old in TEXTUAL or new in TEXTUAL
    return f"{value}::{new_type}" if direct else f"{value}::text::{new_type}"


def truncates(old_type: str, new_type: str) -> bool:
    """Whether a cast truncates a value that is too long, where an assignment refuses it."""
    old, new = base(old_type), base(new_type)
    return old in _BITS if new in _BITS else new in _CHARACTERS and old in TEXTUAL


def to_successor(value: str, type_name: str, context: PlanContext) -> str | None:
    """Convert a value of a type that is renamed away to the type that takes its name; None if nothing says how.

    The value is cast to text and back, as both definitions print and read it in the same way. A composite type prints its
    fields in order and without their names, so where these differ, the fields are converted one by one.
    """
    if not fields_differ(type_name, context):
        return f"{value}::text{ARRAY if type_name.endswith(ARRAY) else ''}::{type_name}"
    ref = _replaced_types(context).get(type_name)
    if ref is None:
        return None
    if ref.kind == "domain":
        converted = to_successor(value, get(context.after.objects, ref, Domain).base, context)
        return converted and f"{converted}::{type_name}"
    before, after = get(context.before.objects, ref, CompositeType), get(context.after.objects, ref, CompositeType)
    old_types = {attribute.name: attribute.type for attribute in before.attributes}
    fields = [_field(value, field, old_types.get(field.name), context) for field in after.attributes]
    if None in fields:
        return None
    row = f"ROW({', '.join(map(str, fields))})::{type_name}"
    return f"CASE WHEN {value} IS NOT DISTINCT FROM NULL THEN NULL ELSE {row} END"


def effect_of_successor(column: str, type_name: str, context: PlanContext) -> Effect:
    """Effect on a column's values when its type is renamed away and they go to the type that takes its name."""
    ref = _replaced_types(context).get(type_name.removesuffix(ARRAY))
    if ref is None:
        return Effect()
    if ref.kind == "enum":
        gone = [label for label in context.before.objects[ref].labels if label not in context.after.objects[ref].labels]
        return Effect((Hazard.FAILS_ON_ROWS,) if gone else ())
    if _survives(type_name, type_name, context):
        return Effect((Hazard.FAILS_ON_ROWS,))
    return Effect((Hazard.DATA_LOSS, Hazard.FAILS_ON_ROWS), f"values of {column} that the new {type_name} cannot hold")


def _survives(old_type: str, new_type: str, context: PlanContext) -> bool:
    """Whether the conversion keeps each value, or fails."""
    ref = _replaced_types(context).get(new_type.removesuffix(ARRAY)) if old_type == new_type else None
    if ref is None:
        return keeps_values(old_type, new_type, context)
    before, after = context.before.objects[ref], context.after.objects[ref]
    match ref.kind:
        case "enum":
            return True
        case "domain":
            return _survives(before.base, after.base, context)
        case "range":
            return _survives(before.subtype, after.subtype, context)
        case "composite_type":
            types = {field.name: field.type for field in after.attributes}
            return all(
                field.name in types and _survives(field.type, types[field.name], context) for field in before.attributes
            )
    return False


def is_replaced(type_name: str, context: PlanContext) -> bool:
    """Whether the type, or that of an array's elements, is renamed away and created again."""
    return type_name.removesuffix(ARRAY) in _replaced_types(context)


def _field(value: str, field: Attribute, old_type: str | None, context: PlanContext) -> str | None:
    part = f"({value}).{ident(field.name)}"
    if old_type is None:
        return f"NULL::{field.type}"
    if (base(old_type), base(field.type)) in context.before.casts:
        return f"({part})::{field.type}"
    return to_successor(f"({part})", field.type, context)


def fields_differ(type_name: str, context: PlanContext) -> bool:
    """Whether values of the type hold a composite one whose fields have other names afterwards, or another order."""
    ref = _replaced_types(context).get(type_name.removesuffix(ARRAY))
    if ref is None:
        return False
    if ref.kind == "domain":
        return fields_differ(get(context.after.objects, ref, Domain).base, context)
    if ref.kind != "composite_type":
        return False
    before, after = get(context.before.objects, ref, CompositeType), get(context.after.objects, ref, CompositeType)
    same = [field.name for field in before.attributes] == [field.name for field in after.attributes]
    return not same or any(fields_differ(field.type, context) for field in after.attributes)


@once_per_context
def _replaced_types(context: PlanContext) -> Mapping[str, Ref]:
    """Types that are renamed away and created again, by their names."""
    after = context.after.objects
    found = [
        ref
        for ref in context.created
        if ref in context.before.objects and context.kinds[ref.kind].replacement.rename_away
    ]
    names = {name(*ref.path): ref for ref in found if ref.kind != "collation"}
    ranges = (ref for ref in found if ref.kind == "range")
    return names | {name(schema_of(ref), get(after, ref, Range).multirange): ref for ref in ranges}
