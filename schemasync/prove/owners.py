"""Keep objects of the target from belonging to a superuser of the throwaway server.

Much code runs as its object's owner: bodies that are SECURITY DEFINER, rules, views over catalogs, and what an index or a
foreign key of a table calls. A mirror that gave a superuser an object of the target would let the target's code, or a
pending migration that calls it, run programs here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.roles import OWNER
from schemasync.postgres.shadow import ADMIN
from schemasync.prove.exclusion import Exclusion
from schemasync.supabase.supautils_config import FILE_ROLES

_UNSAFE = frozenset({ADMIN, *FILE_ROLES})
STAND_IN = "supabase_read_only_user"
"""Owner in place of a superuser: the project's role is no member of it either, so what the owner alone may do is refused."""


def without_unsafe_owners(snapshot: Snapshot) -> Snapshot:
    """Replace superusers, and roles that reach the operating system, as owners by a role that is neither."""
    objects = {
        ref: replace(model, role=STAND_IN) if ref.kind == OWNER and model.role in _UNSAFE else model
        for ref, model in snapshot.objects.items()
    }
    return replace(snapshot, objects=objects)


def owners_out_of_scope(mirror: Snapshot, actual: Snapshot, scope: Collection[Ref]) -> frozenset[Ref]:
    """Owners of compared objects that are not compared, as they are the platform's roles, and that the mirror has otherwise.

    The project's role may not drop such an object, unless it owns the schema.
    """
    return frozenset(
        ref
        for ref, model in actual.objects.items()
        if ref.kind == OWNER and ref not in scope and ref.of in scope and mirror.objects.get(ref, model) != model
    )


def kept_owners(state: Snapshot, before: Snapshot, owners: Collection[Ref]) -> dict[Ref, Exclusion]:
    """Owners that could not be given to the mirror: an event trigger belongs to no other role than a superuser."""
    return {
        ref: Exclusion(ref, "it belongs to a role of the platform")
        for ref in owners
        if state.objects.get(ref) == before.objects[ref]
    }
