"""Choose the roles, memberships and settings of roles that are compared.

Supabase changes its own roles from release to release. Of these, an attribute, a membership or a setting is compared only if
no known release has it and it gives a role more access, or if all releases have it and the API needs it.
Source: supabase/postgres `migrations/db/init-scripts`, the CLI's and pg-delta's lists of reserved roles.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.kinds.roles import ALL, decides_access, powers

PROJECT_ROLE = "postgres"
API_ROLES = ("anon", "authenticated", "service_role")
"""Roles of requests to the API."""
REQUEST_ROLES = frozenset({*API_ROLES, "authenticator"})
"""The same, and the one that logs in for them."""
_SERVICE_ROLES = frozenset(
    {"dashboard_user", "pgbouncer", "pgsodium_keyholder", "pgsodium_keyiduser", "pgsodium_keymaker", "pgtle_admin"}
)
_PREFIXES = ("supabase_", "cli_login_", "pg_", "schemasync_")
KNOWN_POWERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "anon": frozenset(),
        "authenticated": frozenset(),
        "service_role": frozenset({"bypassrls"}),
        "authenticator": frozenset({"login"}),
        PROJECT_ROLE: frozenset({"login", "bypassrls", "createrole", "createdb", "replication"}),
    }
)
"""Attributes of the API's roles and of the project's role in all releases together."""
_MEMBERSHIPS_OF_ALL = frozenset(("authenticator", granted) for granted in API_ROLES)
"""(member, role) in every release: without one, requests to the API fail."""
_SUPERUSER = "superuser"
_SUPERUSER_ROLE = "supabase_admin"
KNOWN_MEMBERSHIPS = _MEMBERSHIPS_OF_ALL | {("authenticator", "supabase_admin")}
"""(member, role) of the API's roles in all releases together; projects of 2021 and before still have the last one."""
KNOWN_SETTINGS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("anon", "statement_timeout"): "3s",
        ("authenticated", "statement_timeout"): "8s",
        ("authenticator", "statement_timeout"): "8s",
        ("authenticator", "lock_timeout"): "8s",
        ("authenticator", "session_preload_libraries"): "supautils, safeupdate",
        (PROJECT_ROLE, "search_path"): r'"\$user", public, extensions',
    }
)
"""(role, parameter) → value that the platform sets (`platform/cluster.sql`)."""
_OF_SHADOW = frozenset({(PROJECT_ROLE, "temp_file_limit")})
"""(role, parameter) that is set only on a shadow server."""


def is_supabase_role(name: str) -> bool:
    """Whether the platform or PostgreSQL creates the role in some release; also true of the API's roles."""
    return name in KNOWN_POWERS or name in _SERVICE_ROLES or name.startswith(_PREFIXES)


def role_refs(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """The roles, memberships and settings that are compared.

    Args:
        actual: the database.
        expected: the migrations.
    """
    found = set()
    for snapshot in (actual, expected):
        for ref, model in snapshot.objects.items():
            match ref.kind:
                case "role" if _is_compared(ref.path[0], model):
                    found.add(ref)
                case "role_membership" if _is_membership_of_project(ref.path):
                    found.add(ref)
                case "role_setting" | "database_setting" if _is_setting_of_project(ref, expected.objects.get(ref)):
                    found.add(ref)
    return frozenset(found)


def lost_memberships(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Memberships that every release has, and one of the states lacks, although it has both roles."""
    found = set()
    for path in _MEMBERSHIPS_OF_ALL:
        ref, roles = Ref("role_membership", path), [Ref("role", (name,)) for name in path]
        both_have_roles = all(role in state.objects for role in roles for state in (actual, expected))
        if both_have_roles and (ref in actual.objects) != (ref in expected.objects):
            found.add(ref)
    return frozenset(found)


def _is_compared(name: str, model: Model) -> bool:
    """Whether a role is the project's, or is a platform's with other attributes than in all releases, or more than in any."""
    if not is_supabase_role(name):
        return True
    if name in REQUEST_ROLES:  # without one of these, requests to the API fail
        return KNOWN_POWERS[name] != frozenset(powers(model))
    if name in KNOWN_POWERS:
        return not KNOWN_POWERS[name].issuperset(powers(model))
    return _SUPERUSER in powers(model) and name != _SUPERUSER_ROLE


def _is_membership_of_project(path: Collection[str]) -> bool:
    member, granted = path
    if not (is_supabase_role(member) and is_supabase_role(granted)):
        return True
    if member in REQUEST_ROLES:
        return (member, granted) not in KNOWN_MEMBERSHIPS
    return granted == _SUPERUSER_ROLE


def _is_setting_of_project(ref: Ref, expected: Model | None) -> bool:
    """Whether a setting is the project's: no release of the platform makes it, or makes it with this value."""
    parameter, role = (ref.path[1], ref.path[0]) if ref.kind == "role_setting" else (ref.path[0], ref.path[-1])
    if ref.kind == "database_setting" and len(ref.path) == 1:
        return True
    if not is_supabase_role(role):
        return role != ALL or expected is not None or decides_access(parameter)
    if role not in KNOWN_POWERS or (role, parameter) in _OF_SHADOW:
        return False
    if ref.kind == "database_setting":
        return True
    known = KNOWN_SETTINGS.get((role, parameter))
    return decides_access(parameter) or (expected.value if expected else None) != known
