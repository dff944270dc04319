"""Roles that stored settings put in the place of the role that connects (`ALTER ROLE … SET role`)."""

from __future__ import annotations

from schemasync.core.model import Ref, Snapshot


def role_in_place(snapshot: Snapshot, role: str) -> str:
    """One sentence on the role with whose rights the sessions of a role run by a stored setting; empty if by its own.

    Args:
        snapshot: of the database.
        role: that connects.
    """
    for ref in (
        Ref("database_setting", ("role", role)),
        Ref("role_setting", (role, "role")),
        Ref("database_setting", ("role",)),
    ):
        found = snapshot.objects.get(ref)
        if found is not None:
            other = "" if found.value in (None, "none", role) else found.value
            return _sentence(role, other) if other else ""
    return ""


def _sentence(role: str, other: str) -> str:
    return (
        f"sessions of the role {role} run with the rights of the role {other}, by a stored setting: until that ends, a push and every "
        f"script fail that need those of {role}, unless SET ROLE none comes first"
    )
