"""Checks that tables have from their parents, of their own, or both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds._kind import Context
from schemasync.kinds.tables._inheritance import followers, stays_attached, table_of, tops
from schemasync.kinds.tables._placeholder_parent import lets_check_go


def add(ref: Ref, model: Any, definition: str, *, whole: bool = False) -> str:
    """ALTER TABLE … ADD CONSTRAINT; `whole` reaches the partitions."""
    only = "" if model.type in "cf" or whole else "ONLY "
    return f"ALTER TABLE {only}{name(*ref.path[:2])} ADD CONSTRAINT {ident(ref.path[2])} {definition}"


def valid_below(ref: Ref, context: Context) -> list[Ref]:
    """Children's checks that are validated although the one that they come from is not."""
    after = context.after.objects
    if "NOT ENFORCED" in after[ref].definition:
        return []
    return [
        child
        for child in followers(ref, context)
        if child in after and after[child].validated and not after[child].is_local
    ]


def own_below(ref: Ref, context: Context) -> list[Sql]:
    """Checks of children that shall have them from here alone give way first."""
    before, after = context.before.objects, context.after.objects
    given = [child for child in followers(ref, context) if child in after and not after[child].is_local]
    lone = [child for child in given if child in before and before[child].is_local and child not in context.created]
    return [Sql(f"ALTER TABLE {name(*child.path[:2])} DROP CONSTRAINT {ident(child.path[2])}") for child in lone]


def kept_below(ref: Ref, model: Any, context: Context, *, partitions: bool) -> list[Sql]:
    """Checks that children keep become their own: before the parent's goes and takes along what came from it.

    A partition's cannot be its own beside the parent's, so it is made when that is gone.
    """
    if model.type != "c":
        return []
    before, after = context.before.objects, context.after.objects
    kept = [child for child in followers(ref, context) if child in after and after[child].is_local]
    mine = [child for child in kept if child in before and not before[child].is_local and child not in context.created]
    chosen = [child for child in mine if before[child].of_partition == partitions]
    return [Sql(add(child, before[child], before[child].definition), (Hazard.VALIDATION_SCAN,)) for child in chosen]


def validate(ref: Ref) -> Sql:
    """Check the rows that are there."""
    text = f"ALTER TABLE {name(*ref.path[:2])} VALIDATE CONSTRAINT {ident(ref.path[2])}"
    return Sql(text, (Hazard.VALIDATION_SCAN,))


def change_own(ref: Ref, before: Any, after: Any, context: Context) -> list[Sql]:
    """The table's own merges with the parent's; its parent's alone it becomes when that comes anew (`remade`)."""
    if before.is_local or not after.own or any(top in context.created for top in tops(ref, context)):
        return []
    return [Sql(add(ref, after, after.definition))]


def remade(context: Context) -> Iterator[Ref]:
    """Checks whose children shall have them from there alone, while they have their own as well.

    A table that is attached now is made anew itself: it must have the check before, and so as its own.
    """
    before = context.before.objects
    for ref, new in context.after.objects.items():
        old = before.get(ref) if ref.kind == "constraint" and new.type == "c" and new.parents else None
        if old is None or new.is_local or new.of_partition:
            continue
        if not old.is_local:
            if lets_check_go(ref, context):
                yield table_of(ref, new)
            continue
        if not stays_attached(ref, new.parents, context):
            yield table_of(ref, new)
        yield from (top for top in tops(ref, context) if top != ref)
