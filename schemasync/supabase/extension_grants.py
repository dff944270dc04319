"""Find grants on members of extensions that come from default privileges, and are not compared.

Two releases of an extension, or a stub, may have different members; that alone is no difference in privileges.
"""

from __future__ import annotations

from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.default_privileges import (
    OBJECT_TYPES,
    DefaultPrivileges,
    default_privileges_of,
    grants_on_members,
    privileges_on_creation,
)


def default_extension_grants(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Grants on members of extensions that come from default privileges, on one side or both.

    If only one side has such a grant, the other one must lack the object itself; otherwise it was revoked there.
    """
    sides = [_Side(actual), _Side(expected)]
    found = {ref for side in sides for ref in side.grants}
    return frozenset(ref for ref in found if all(side.is_default(ref) for side in sides))


class _Side:
    """One side: `grants` on members of extensions → whether default privileges gave them; `known` members."""

    def __init__(self, snapshot: Snapshot) -> None:
        defaults = default_privileges_of(snapshot)
        self.grants = {ref: _is_default(ref, model, defaults) for ref, model in grants_on_members(snapshot)}
        self.known = snapshot.acl_only_objects

    def is_default(self, ref: Ref) -> bool:
        """Whether a grant comes from default privileges here, or its object does not exist here."""
        return self.grants.get(ref, ref.subject not in self.known)


def _is_default(ref: Ref, model: Any, defaults: DefaultPrivileges) -> bool:
    """Whether the default privileges of some role give exactly this grant."""
    object_type, privileges = OBJECT_TYPES[ref.subject.kind], frozenset(model.privileges)
    schema, grantee = ref.subject.path[0], ref.path[0]
    creators = {scope.creator for scope in defaults}
    return any(
        privileges_on_creation(defaults, creator, schema, object_type).get(grantee) == privileges
        for creator in creators
    )
