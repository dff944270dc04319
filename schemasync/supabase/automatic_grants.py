"""Tell in which of Supabase's two regimes a database is, by the default privileges of the project's role in `public`.

In the old one, new tables, sequences and functions are granted to the API's roles; in the new one they are not, and older
objects keep their grants. An upgrade from PostgreSQL 15 leaves both without MAINTAIN, which a new project of 17 has.

Source: supabase changelog 45329 (new projects since 2026-05-30, all others on 2026-10-30).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.access.default_privilege import OBJECT_WORDS
from schemasync.kinds.acl import MAINTAIN
from schemasync.supabase.roles import API_ROLES, PROJECT_ROLE

_KIND, _SCHEMA = "default_privilege", "public"
REVOKED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "r": frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
        "S": frozenset({"USAGE", "SELECT"}),
        "f": frozenset({"EXECUTE"}),
    }
)
"""Object type → privileges that Supabase revokes."""
REVOCATIONS = tuple(
    f"REVOKE {', '.join(sorted(privileges))} ON {OBJECT_WORDS[letter]} FROM {', '.join(API_ROLES)}"
    for letter, privileges in REVOKED.items()
)
"""The text that follows ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA public."""
_OF_ALL = frozenset({"REFERENCES", "TRIGGER", "TRUNCATE"})
"""Privileges on tables that only a GRANT ALL gives in practice; Supabase's grants do in both regimes."""
_GRANTED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "r": REVOKED["r"] | _OF_ALL,
        "S": REVOKED["S"] | {"UPDATE"},
        "f": REVOKED["f"],
    }
)
"""Object type → privileges that Supabase granted, but for MAINTAIN."""


def hides_tables(snapshot: Snapshot) -> bool:
    """Whether the API's roles get no privileges on new objects in `public`: most entries lack what Supabase revokes.

    One that somebody revoked or granted by hand does not decide. False where the project's role has no default privileges
    there at all, as in a plain database.
    """
    known = any(ref.kind == _KIND and ref.path[:2] == (PROJECT_ROLE, _SCHEMA) for ref in snapshot.objects)
    entries = [(letter, role) for letter in REVOKED for role in API_ROLES]
    hidden = sum(_has(snapshot, letter, role).isdisjoint(REVOKED[letter]) for letter, role in entries)
    return known and 2 * hidden > len(entries)


def explained_by_regime(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Default privileges of the database that are those of its regime, whatever the migrations or the configuration say.

    Where both sides are in the old one there is nothing to explain: what differs was changed by hand.
    """
    hidden = hides_tables(actual)
    if not hidden and not hides_tables(expected):
        return frozenset()
    return frozenset(
        _ref(letter, role)
        for letter in REVOKED
        for role in API_ROLES
        if _has(actual, letter, role) == _GRANTED[letter] - (REVOKED[letter] if hidden else frozenset())
    )


def regime_sentence(actual: Snapshot) -> str:
    """One line that tells the regime; empty for a database without Supabase's default privileges."""
    if hides_tables(actual):
        return (
            "new tables, sequences and functions in public are not granted to anon, authenticated and service_role "
            "(Supabase's default privileges of 2026; older objects keep their grants)"
        )
    if any(_has(actual, letter, role) for letter in REVOKED for role in API_ROLES):
        return (
            "new tables, sequences and functions in public are granted to anon, authenticated and service_role "
            "(Supabase's old default privileges, which it revokes from 2026-10-30 on)"
        )
    return ""


def without_maintain(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Privileges that lack nothing but MAINTAIN, as those of a GRANT ALL of before PostgreSQL 17: an upgrade adds it to none."""
    return frozenset(
        ref
        for ref, model in expected.objects.items()
        if ref.kind in ("grant", _KIND)
        and (own := actual.objects.get(ref)) is not None
        and set(own.privileges) >= _OF_ALL
        and set(model.privileges) - set(own.privileges) == {MAINTAIN}
        and set(own.privileges) < set(model.privileges)
    )


def _ref(letter: str, role: str) -> Ref:
    return Ref(_KIND, (PROJECT_ROLE, _SCHEMA, letter, role))


def _has(snapshot: Snapshot, letter: str, role: str) -> frozenset[str]:
    model = snapshot.objects.get(_ref(letter, role))
    return frozenset(model.privileges) - {MAINTAIN} if model is not None else frozenset()
