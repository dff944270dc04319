"""Names of types and the objects that use them, and how a type is renamed while columns still use it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

from schemasync.core.model import NORMAL, Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.kind import PlanContext, RenamedAway
from schemasync.kinds.paths import relation_of, schema_of

OLD_SUFFIX, COMMON_SUFFIX = "__schemasync_old", "__schemasync_common"
_LONGEST = 63
"""Bytes of a name."""
M = TypeVar("M")
ARRAY = "[]"
"""End of the name of an array's type."""
CONTAINERS = ("domain", "composite_type", "range")
"""Kinds of types that are made of other types."""
TEXTUAL = ("text", "character varying", "character", "name", '"char"')
"""Types with which every type can be cast, by way of its input and output functions."""


def base(type_name: str) -> str:
    """A type's name without length and precision, for the look-up in `pg_cast`."""
    head, _, tail = type_name.partition("(")
    _, _, rest = tail.partition(")")
    return (head + rest).strip()


def type_target(ref: Ref) -> str:
    """`TYPE public.mood`."""
    return f"TYPE {name(*ref.path)}"


def type_names(ref: Ref, _model: object) -> list[tuple[str, ...]]:
    """No two types of a schema share a name; a relation's row type counts too."""
    return [("type", *ref.path)]


def users(type_: Ref, context: PlanContext) -> list[Ref]:
    """Objects that depend on a type, or on a table for its row type, before the plan."""
    return _users(context).get(type_, [])


@once_per_context
def _users(context: PlanContext) -> Mapping[Ref, list[Ref]]:
    """The objects that depend on each object."""
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for dependent, referenced, type_ in context.before.edges:
        if type_ == NORMAL:
            found[referenced].append(dependent)
    return found


def is_contained(domain: Ref, context: PlanContext) -> bool:
    """Whether stored values contain the domain's: PostgreSQL does not check those, and refuses NOT NULL and constraints."""
    for user in users(domain, context):
        model = context.before.objects[user]
        if user.kind == "column" and (
            model.type.endswith(ARRAY) or _is_stored(Ref("table", relation_of(user)), context)
        ):
            return True
        if user.kind in ("composite_type", "range") and _is_stored(user, context):
            return True
        if user.kind == "domain" and (is_contained(user, context) or _is_stored_array(user, model.base, context)):
            return True
    return False


def _is_stored_array(domain: Ref, base_: str, context: PlanContext) -> bool:
    return base_.endswith(ARRAY) and _is_stored(domain, context)


def _is_stored(type_: Ref, context: PlanContext) -> bool:
    """Whether a column or a materialized view holds values of a type, or of another one that contains it."""
    return any(
        user.kind in ("column", "materialized_view") or (user.kind in CONTAINERS and _is_stored(user, context))
        for user in users(type_, context)
    )


def temporary_name(own_name: str, suffix: str = OLD_SUFFIX) -> str:
    """The name that an object has for a part of the plan; a long one is cut, and a hash keeps it distinct."""
    room = _LONGEST - len(suffix)
    if len(own_name.encode()) > room:
        mark = f"_{hashlib.sha256(own_name.encode()).hexdigest():.8}"
        own_name = own_name.encode()[: room - len(mark)].decode(errors="ignore") + mark
    return own_name + suffix


def rename_type_away(ref: Ref, _before: M, _after: M, _context: PlanContext) -> RenamedAway:
    """Rename the type; drop it when nothing uses it any more."""
    old = temporary_name(ref.name)
    word = "DOMAIN" if ref.kind == "domain" else "TYPE"
    return RenamedAway(
        [Sql(f"ALTER {word} {name(*ref.path)} RENAME TO {ident(old)}")],
        [Sql(f"DROP {word} {name(schema_of(ref), old)}")],
    )
