"""The names of objects: in sentences, in patterns, and those that PostgreSQL gives to one object at a time."""

from __future__ import annotations

from collections.abc import Sequence

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_EXTENSION, PG_PROC

_ROUTINE_LENGTH = 3
"""Names in the path of a routine: schema, name, arguments."""


def display_name(ref: Ref) -> str:
    """The name that patterns match: `public.t`, `public.f(integer)`, `public.t.column`, `public.t.anon` (a grant)."""
    if ref.of:
        return ".".join((display_name(ref.of), *ref.path))
    if _is_routine(ref):
        schema, name, arguments = ref.path
        return f"{schema}.{name}({arguments})"
    return ".".join(ref.path)


def short_name(ref: Ref) -> str:
    """The object's own name, without schema and without arguments."""
    return ref.path[1] if _is_routine(ref) else ref.name


def renamed(old: Ref, new: Ref) -> str:
    """Both names of a renamed object: `public.a to b`, `public.f(integer) to app.f(integer)`."""
    alone = old.path[:-1] == new.path[:-1] and not _is_routine(new)
    return f"{display_name(old)} to {new.name if alone else display_name(new)}"


def described(ref: Ref) -> str:
    """`table public.t`, `owner of function public.f()`, `access of anon to table public.t`."""
    kind = KINDS[ref.kind]
    of = described(ref.of) if ref.of is not None else ""
    if kind.ddl.phrase is not None:
        return kind.ddl.phrase(ref, of)
    return f"{' '.join((kind.label, *ref.path))} of {of}" if of else f"{kind.label} {display_name(ref)}"


def is_extension(ref: Ref) -> bool:
    """Whether an object is an extension."""
    return ref.of is None and KINDS[ref.kind].catalog.oid == PG_EXTENSION


def _is_routine(ref: Ref) -> bool:
    return KINDS[ref.kind].catalog.oid == PG_PROC and len(ref.path) == _ROUTINE_LENGTH


def unique_names(ref: Ref, snapshot: Snapshot) -> Sequence[tuple[str, ...]]:
    """The names, each with its namespace, that no other object may have while this one exists."""
    names = KINDS[ref.kind].unique_names
    return tuple(names(ref, snapshot.objects[ref])) if names else ()


def is_elsewhere(old: Ref, new: Ref) -> bool:
    """Whether a renamed object is in another schema than before."""
    return len(old.path) > 1 and old.path[0] != new.path[0]


def new_name(old: Ref, new: Ref) -> str:
    """The other name of a renamed object; with the schema if that is another one."""
    return display_name(new) if is_elsewhere(old, new) else short_name(new)
