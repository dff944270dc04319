"""Code shared by the kinds of types: names, DROP, and the replacement of a type in use without losing columns."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds._kind import Context

ASIDE, COMMON = "__schemasync_old", "__schemasync_common"
_LONGEST = 63
TEXTUAL = ("text", "character varying", "character", "name", '"char"')


def base(type_name: str) -> str:
    """A type's name without length and precision, for the look-up in `pg_cast`."""
    head, _, tail = type_name.partition("(")
    return (head + tail.partition(")")[2]).strip()


def type_target(ref: Ref) -> str:
    """`TYPE public.mood`."""
    return f"TYPE {name(*ref.path)}"


def drop_type(ref: Ref, _model: Any, _context: Context) -> Sequence[Sql]:
    """`DROP TYPE`."""
    return [Sql(f"DROP TYPE {name(*ref.path)}")]


def type_slots(ref: Ref, _model: Any) -> list[tuple[str, ...]]:
    """No two types of a schema share a name; relations have a row type of theirs."""
    return [("type", *ref.path)]


def aside_name(own_name: str, suffix: str = ASIDE) -> str:
    """The name that something bears, or what is made beside it, for a part of the plan; long ones stay distinct."""
    room = _LONGEST - len(suffix)
    if len(own_name.encode()) > room:
        mark = "_" + hashlib.sha256(own_name.encode()).hexdigest()[:8]
        own_name = own_name.encode()[: room - len(mark)].decode(errors="ignore") + mark
    return own_name + suffix


def set_type_aside(ref: Ref, _before: Any, _after: Any, _context: Context) -> tuple[Sequence[Sql], Sequence[Sql]]:
    """Rename the old type away; drop it when nothing uses it any more."""
    schema, old = ref.path[0], aside_name(ref.path[1])
    word = "DOMAIN" if ref.kind == "domain" else "TYPE"
    return (
        [Sql(f"ALTER {word} {name(*ref.path)} RENAME TO {ident(old)}")],
        [Sql(f"DROP {word} {name(schema, old)}")],
    )
