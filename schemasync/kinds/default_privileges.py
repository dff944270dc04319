"""Default privileges: which grants they add to objects that a role creates, and to members of extensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schemasync.core.model import PART, Model, Ref, Snapshot
from schemasync.core.once import once_per_context
from schemasync.kinds.kind import PlanContext

OBJECT_TYPES = {
    "table": "r", "view": "r", "materialized_view": "r", "foreign_table": "r", "sequence": "S", "function": "f",
    "procedure": "f", "aggregate": "f", "enum": "T", "domain": "T", "composite_type": "T", "range": "T", "base_type": "T",
    "schema": "n",
}  # fmt: skip
"""`pg_default_acl.defaclobjtype` by kind: which default privileges apply on creation."""
_TYPES_OF_MEMBERS = frozenset(OBJECT_TYPES.values()) - {"n"}


class Scope(NamedTuple):
    """Objects that default privileges apply to: the role that creates them, the schema (empty for any), the type."""

    creator: str
    schema: str
    object_type: str


DefaultPrivileges = Mapping[Scope, Mapping[str, frozenset[str]]]
"""Scope → role → privileges."""


@once_per_context
def default_privileges(context: PlanContext) -> DefaultPrivileges:
    """All default privileges in the state in which the plan starts."""
    return default_privileges_of(context.before)


def default_privileges_of(snapshot: Snapshot) -> DefaultPrivileges:
    """All default privileges of a database."""
    found: dict[Scope, dict[str, frozenset[str]]] = defaultdict(dict)
    for ref, model in snapshot.objects.items():
        if ref.kind == "default_privilege":
            *scope, grantee = ref.path
            found[Scope(*scope)][grantee] = frozenset(model.privileges)
    return found


def usual_privileges(ref: Ref, model: Model) -> tuple[str, ...]:
    """The privileges that PostgreSQL gives by itself where the catalog has no row for an access."""
    return model.default if ref.kind in ("grant", "default_privilege") else ()


def default_privileges_together(refs: Iterable[Ref]) -> list[frozenset[Ref]]:
    """The default privileges among some references, in one set for each creator, schema and type of objects: one change made them."""
    found: dict[Scope, set[Ref]] = defaultdict(set)
    for ref in refs:
        if ref.kind == "default_privilege":
            *scope, _ = ref.path
            found[Scope(*scope)].add(ref)
    return [frozenset(group) for group in found.values()]


def privileges_on_creation(
    defaults: DefaultPrivileges, creator: str, schema: str, object_type: str
) -> dict[str, frozenset[str]]:
    """Privileges that each role gets on an object that `creator` creates in the schema."""
    everywhere = defaults.get(Scope(creator, "", object_type), {})
    here = defaults.get(Scope(creator, schema, object_type), {})
    nothing = frozenset[str]()
    return {role: everywhere.get(role, nothing) | here.get(role, nothing) for role in {**everywhere, **here}}


def grants_on_members(snapshot: Snapshot) -> Iterator[tuple[Ref, Model]]:
    """Grants on catalog rows that are no objects of the snapshot: members of extensions, objects of the system."""
    for ref, model in snapshot.objects.items():
        if ref.kind == "grant" and ref.subject.kind in OBJECT_TYPES and ref.subject not in snapshot.objects:
            yield ref, model


def grants_on_objects(snapshot: Snapshot) -> Iterator[tuple[Ref, str, frozenset[str]]]:
    """(object, role, privileges) for each grant on what default privileges apply to."""
    for ref, model in snapshot.objects.items():
        if ref.kind == "grant" and ref.of is not None and ref.of.kind in OBJECT_TYPES:
            yield ref.of, ref.path[0], frozenset(model.privileges)


def granted_members(extension: Ref, context: PlanContext) -> Mapping[Ref, set[Ref]]:
    """Members of an extension with grants on them after the plan, and these grants."""
    return _grants_by_extension(context).get(extension, {})


@once_per_context
def _grants_by_extension(context: PlanContext) -> Mapping[Ref, Mapping[Ref, set[Ref]]]:
    found: dict[Ref, dict[Ref, set[Ref]]] = defaultdict(lambda: defaultdict(set))
    for edge in context.after.edges:
        if edge.type == PART and edge.referenced.kind == "extension" and edge.dependent.kind == "grant":
            found[edge.referenced][edge.dependent.subject].add(edge.dependent)
    return found


def adds_grants_to_members(extension: Ref, schema: str, context: PlanContext) -> bool:
    """Whether default privileges add grants on members of a new extension that nobody has after the plan.

    Where another role has the same default privileges, that role creates extensions for this one (on Supabase, a
    superuser), and its default privileges apply.
    """
    if granted_members(extension, context):
        return False
    own, others = set[tuple[str, ...]](), set[tuple[str, ...]]()
    for ref in context.before.objects:
        if ref.kind == "default_privilege":
            creator, *rest = ref.path
            (own if creator == context.role else others).add(tuple(rest))
    applying = {
        (of_schema, object_type, grantee)
        for of_schema, object_type, grantee in own
        if of_schema in ("", schema) and object_type in _TYPES_OF_MEMBERS
    }
    return bool(applying - others)
