"""Find the changes that people made in the schemas of Supabase's services, where releases differ and not every difference is theirs.

A service's role owns what the service makes, so an object of another owner was made by hand. A grant counts where it opens
more to the API's roles than any release does, or takes away what every release has granted; row security where it is off.
The owner of a part (a column, an index) is that of its table, so parts that this version does not know are only listed.

Source: supabase changelog 34270 (its queries name the owners), supabase/auth, storage and realtime: their migrations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.sql import PUBLIC
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import RELATION_KINDS
from schemasync.kinds.described import display_name
from schemasync.supabase.extension_objects import BY_DEFAULT
from schemasync.supabase.roles import REQUEST_ROLES, is_supabase_role
from schemasync.supabase.service_functions import replaced_by_hand

OWNERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "auth": frozenset({"supabase_auth_admin"}),
        "storage": frozenset({"supabase_storage_admin"}),
        "realtime": frozenset({"supabase_admin", "supabase_realtime_admin"}),
    }
)
"""Schema of a service → roles that own what the service creates."""
_CLOSED = frozenset({"auth", "vault"})
"""Schemas in which no release grants the API's roles anything on a relation."""
_GUARDED = frozenset({*OWNERS, "vault", "graphql_public"})
"""Schemas whose relations' grants are compared."""
_GUARDED_SCHEMAS = frozenset({*_GUARDED, "cron", "pgsodium", "pgmq", "supabase_migrations"})
"""Schemas whose own grants are compared."""
_STRANGERS = frozenset({PUBLIC, "anon", "authenticated"})
"""Roles of requests that anybody can send or sign up for."""
_ALWAYS_GRANTED: Mapping[Ref, frozenset[str]] = MappingProxyType(
    {
        Ref("table", ("storage", "objects")): frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
        Ref("table", ("storage", "buckets")): frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"}),
        Ref("table", ("realtime", "messages")): frozenset({"SELECT", "INSERT"}),
        **{Ref("schema", (name,)): frozenset({"USAGE"}) for name in (*OWNERS, "extensions", "graphql_public")},
    }
)
"""Privileges that every release grants to each of the API's roles."""
REALTIME = Ref("publication", ("supabase_realtime",))
"""Publication of Realtime, which the platform creates and the project's role owns."""
_RELATIONS = frozenset(RELATION_KINDS.values())


def changed_by_hand(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """References of Supabase's own schemas, extensions and publication that are compared, although no migration names them."""
    by_hand = {
        ref for ref in actual.objects if _is_top(ref) and ref not in expected.objects and _is_foreign(ref, actual)
    }
    found = set(_parts(by_hand, actual))
    for snapshot in (actual, expected):
        for ref in snapshot.objects:
            match ref.kind:
                case "grant" if _is_grant_by_hand(ref, actual, expected):
                    found.add(ref)
                case "row_security" if _is_switched_off(ref, actual, expected):
                    found.add(ref)
                case "owner" if _is_taken_over(ref, actual, expected):
                    found.add(ref)
                case "extension" if ref.name in BY_DEFAULT and _is_moved_or_dropped(ref, actual, expected):
                    found.add(ref)
    if actual.objects.get(REALTIME) != expected.objects.get(REALTIME):
        found.add(REALTIME)
    return frozenset((*found, *replaced_by_hand(actual, expected)))


def unknown_parts(actual: Snapshot, expected: Snapshot) -> str:
    """One sentence on the columns, indexes and the like of Supabase's tables that this version does not know; or none."""
    unknown = sorted(
        f"{KINDS[ref.kind].label} {display_name(ref)}"
        for ref, model in actual.objects.items()
        if ref not in expected.objects and _is_part(ref, model, actual, expected)
    )
    if not unknown:
        return ""
    return (
        f"not compared: {some(unknown)}, on tables of Supabase's services (another release of the "
        "service made them, or somebody did by hand; no migration can)"
    )


def _is_part(ref: Ref, model: Model, actual: Snapshot, expected: Snapshot) -> bool:
    """Whether it is a part of a service's table that both sides have, and that no migration makes on such tables."""
    kind = KINDS[ref.kind]
    if ref.of is not None or kind.schema_at != 0 or ref.path[0] not in OWNERS:
        return False
    if kind.subobject or kind.parent is None or ref.kind in ("policy", "trigger", "row_security"):
        return False
    whole = kind.parent(ref, model)
    return whole in expected.objects and whole in actual.objects


def secrets_only_in(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Secrets of Vault that no migration makes: they are listed, as a value has no place in a migration."""
    return frozenset(ref for ref in actual.objects if ref.kind == "vault_secret" and ref not in expected.objects)


def unknown_secrets(actual: Snapshot, expected: Snapshot) -> str:
    """One sentence that names the secrets of Vault that no migration makes; or none."""
    names = sorted(ref.name for ref in secrets_only_in(actual, expected))
    if not names:
        return ""
    noun = "secret" if len(names) == 1 else "secrets"
    return f"not compared: {noun} of Vault that no migration makes: {some(names)}"


def _is_top(ref: Ref) -> bool:
    kind = KINDS[ref.kind]
    return (
        ref.of is None and kind.parent is None and kind.schema_at == 0 and ref.path[0] in OWNERS and len(ref.path) > 1
    )


def _is_foreign(ref: Ref, snapshot: Snapshot) -> bool:
    """Whether another role than a service's owns the object."""
    owner = snapshot.objects.get(Ref("owner", (), ref))
    return owner is not None and owner.role not in OWNERS[ref.path[0]]


def _parts(wholes: set[Ref], snapshot: Snapshot) -> Iterator[Ref]:
    """The objects, their facts and their parts."""
    parts: dict[Ref, list[Ref]] = defaultdict(list)
    for ref, model in snapshot.objects.items() if wholes else ():
        parent = KINDS[ref.kind].parent
        if (whole := ref.of or (parent(ref, model) if parent else None)) is not None:
            parts[whole].append(ref)
    queue = list(wholes)
    while queue:
        yield (ref := queue.pop())
        queue += parts[ref]


def _is_grant_by_hand(ref: Ref, actual: Snapshot, expected: Snapshot) -> bool:
    """Whether a grant in a guarded schema opens more than every release, or less, or is to a role of the project's own."""
    subject, grantee = ref.subject, ref.path[0]
    if not _is_guarded(subject):
        return False
    have, usual = (_privileges(ref, snapshot) for snapshot in (actual, expected))
    if grantee not in REQUEST_ROLES and grantee != PUBLIC:
        return not is_supabase_role(grantee)
    if _ALWAYS_GRANTED.get(subject, frozenset()) & usual - have and subject in actual.objects:
        return True
    known = subject in expected.objects or subject in expected.acl_only_objects or subject.path[0] in _CLOSED
    return grantee in _STRANGERS and known and bool(have - usual)


def _is_guarded(subject: Ref) -> bool:
    schema = subject.path[0]
    if subject.kind == "schema":
        return schema in _GUARDED_SCHEMAS
    return schema in _GUARDED and (
        subject.kind in _RELATIONS or subject.kind == "column" or (subject.kind == "function" and schema == "vault")
    )


def _privileges(ref: Ref, snapshot: Snapshot) -> frozenset[str]:
    model = snapshot.objects.get(ref)
    return frozenset(word.removesuffix("*") for word in model.privileges) if model is not None else frozenset()


def _is_switched_off(ref: Ref, actual: Snapshot, expected: Snapshot) -> bool:
    """Whether row security of a service's table is off, which every release has switched on."""
    usual, own = expected.objects.get(ref), actual.objects.get(ref)
    table = Ref("table", ref.path)
    return (
        ref.path[0] in OWNERS
        and table in actual.objects
        and usual is not None
        and usual.enabled
        and (own is None or not own.enabled)
    )


def _is_moved_or_dropped(ref: Ref, actual: Snapshot, expected: Snapshot) -> bool:
    """Whether an extension that every project has is gone, or in another schema than the platform's."""
    return ref in expected.objects and actual.objects.get(ref) != expected.objects[ref]


def _is_taken_over(ref: Ref, actual: Snapshot, expected: Snapshot) -> bool:
    """Whether somebody made another role the owner of a service's relation, to which row security does not apply then."""
    subject = ref.subject
    if subject.kind not in _RELATIONS or subject.path[0] not in OWNERS:
        return False
    usual, own = expected.objects.get(ref), actual.objects.get(ref)
    owners = OWNERS[subject.path[0]]
    return usual is not None and own is not None and usual.role in owners and own.role not in owners
