"""Grants by default privileges: on objects that a role creates, and on members of extensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds._kind import Context, once_per_plan

OBJECT_TYPES = {
    "table": "r", "view": "r", "materialized_view": "r", "foreign_table": "r", "sequence": "S", "function": "f",
    "procedure": "f", "aggregate": "f", "enum": "T", "domain": "T", "composite_type": "T", "range": "T", "base_type": "T",
    "schema": "n",
}  # fmt: skip
"""`pg_default_acl.defaclobjtype` by kind: which default privileges apply on creation."""
_MEMBERS = frozenset(OBJECT_TYPES.values()) - {"n"}
Given = Mapping[tuple[str, str, str], Mapping[str, frozenset[str]]]
"""(who creates, schema or "" for any, type of object) → role → privileges."""


@once_per_plan
def default_privileges(context: Context) -> Given:
    """All default privileges in the state in which the plan starts."""
    return given(context.before)


def given(snapshot: Snapshot) -> Given:
    """All default privileges of a database."""
    found: dict[tuple[str, str, str], dict[str, frozenset[str]]] = defaultdict(dict)
    for ref, model in snapshot.objects.items():
        if ref.kind == "default_privilege":
            giver, schema, letter, grantee = ref.path
            found[giver, schema, letter][grantee] = frozenset(model.privileges)
    return found


def applying(told: Given, giver: str, schema: str, letter: str) -> dict[str, frozenset[str]]:
    """Privileges of each role on an object that `giver` creates in the schema."""
    everywhere, here = told.get((giver, "", letter), {}), told.get((giver, schema, letter), {})
    nothing = frozenset[str]()
    return {role: everywhere.get(role, nothing) | here.get(role, nothing) for role in {**everywhere, **here}}


def grants_on_members(snapshot: Snapshot) -> Iterator[tuple[Ref, Any]]:
    """Grants on what is no object of the snapshot, but has a name: members of extensions, objects of the system."""
    for ref, model in snapshot.objects.items():
        if ref.kind == "grant" and ref.subject.kind in OBJECT_TYPES and ref.subject not in snapshot.objects:
            yield ref, model


def brought_by(extension: Ref, context: Context) -> Mapping[Ref, set[Ref]]:
    """Members of an extension that have privileges afterwards, with these, whether they are compared or not."""
    return _grants_by_extension(context).get(extension, {})


@once_per_plan
def _grants_by_extension(context: Context) -> Mapping[Ref, Mapping[Ref, set[Ref]]]:
    found: dict[Ref, dict[Ref, set[Ref]]] = defaultdict(lambda: defaultdict(set))
    for edge in context.after.edges:
        if edge.type == "s" and edge.referenced.kind == "extension" and edge.dependent.kind == "grant":
            found[edge.referenced][edge.dependent.subject].add(edge.dependent)
    return found


def is_given(extension: Ref, schema: str, context: Context) -> bool:
    """Whether default privileges give rights on what an extension brings that nobody has afterwards.

    Where another role has the same, a superuser makes extensions for this one, and the rights are that role's to give.
    """
    told = [ref.path for ref in context.before.objects if ref.kind == "default_privilege"]
    own = {path[1:] for path in told if path[0] == context.role and path[1] in ("", schema) and path[2] in _MEMBERS}
    return bool(own - {path[1:] for path in told if path[0] != context.role}) and not brought_by(extension, context)
