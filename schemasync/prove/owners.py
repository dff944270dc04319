"""Keep objects of the target from belonging to a superuser of the throwaway server.

Much code runs as its object's owner: bodies that are SECURITY DEFINER, rules, views over catalogs, and what an index or a
foreign key of a table calls. A mirror that gave a superuser an object of the target would let the target's code, or a
pending migration that calls it, run programs here.
"""

from __future__ import annotations

from dataclasses import replace

from schemasync.core.model import Snapshot
from schemasync.kinds.access._roles import OWNER
from schemasync.postgres.shadow import ADMIN
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
