"""Find the first migration that ran after Supabase stopped granting new tables to the API's roles.

On some day Supabase revokes the default privileges of a project; older objects keep their grants. So the files before that
day are replayed with the old default privileges, and the others with the new ones. No catalog records the day: it is derived
from the grants on the objects that the files create.

Source: supabase changelog 45329: new projects since 2026-05-30, all others on 2026-10-30.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.default_privileges import OBJECT_TYPES, grants_on_objects
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import enum_name, mentions_words, split
from schemasync.replay.hidden_tables import AFTER_ALL, ALWAYS, HiddenTables
from schemasync.supabase.automatic_grants import REVOKED
from schemasync.supabase.roles import API_ROLES, PROJECT_ROLE

LAST_DAY = "20261201"
"""A migration with this time stamp or a later one never ran with the old default privileges; a month is added for delays."""
_TIMESTAMP = 14
_SCHEMA = "public"
_USUAL = {letter: REVOKED[letter] for letter in "rf"}
"""Privileges that the old default privileges granted, by object type."""
Name = tuple[str, str]
"""Object type and name of what stands in `public`."""


def hidden_tables(migrations: Sequence[Migration], actual: Snapshot) -> HiddenTables:
    """Find the first file that ran after the default privileges were revoked.

    The files are divided where most objects agree: those of earlier files have the old grants, those of later ones do not.
    """
    exposed = _exposed(actual)
    granted = {name for migration in migrations for name in _granted(migration.sql)}
    scores: list[int] = []
    for migration in migrations:
        names = _created(migration.sql) - granted
        scores.append(sum(1 if exposed[name] else -1 for name in names if exposed.get(name) is not None))
    sums = [0, *accumulate(scores)]
    last = next((n for n, m in enumerate(migrations) if _is_later(m.version)), len(migrations))
    place = max(range(last + 1), key=lambda n: (sums[n], -n))
    if place == 0:
        return ALWAYS
    return HiddenTables(ever=True, since=migrations[place].version) if place < len(migrations) else AFTER_ALL


def decides_exposure(migration: Migration) -> bool:
    """Whether a file decides itself what the API's roles get on new objects in `public`.

    A dump (`supabase db pull`) repeats the grants of Supabase's old default privileges, which Supabase revokes all the same;
    so only a REVOKE counts, a statement of after that day, and one that is put together in a function or a DO block.
    """
    if not mentions_words(migration.sql, "DEFAULT", "PRIVILEGES"):
        return False
    found = [item.tree for item in split(migration.sql)[0] if item.node == "alter_default_privileges_stmt"]
    return not found or _is_later(migration.version) or any(map(_revokes, found))


def _revokes(tree: Any) -> bool:
    """Whether ALTER DEFAULT PRIVILEGES revokes privileges of the API's roles on new tables in `public` of the project's role."""
    options = {item.def_elem.defname: getattr(item.def_elem, "arg").list.items for item in tree.options}  # noqa: B009
    schemas = [item.string.sval for item in options.get("schemas", ())]
    creators = [item.role_spec.rolename for item in options.get("roles", ())]
    grantees = {item.role_spec.rolename for item in tree.action.grantees}
    on_tables = enum_name(tree.action, "objtype") == "OBJECT_TABLE" and not grantees.isdisjoint(API_ROLES)
    in_public = not schemas or _SCHEMA in schemas
    return on_tables and in_public and (not creators or PROJECT_ROLE in creators) and not tree.action.is_grant


def _is_later(version: str) -> bool:
    return len(version) == _TIMESTAMP and version >= LAST_DAY


def _exposed(actual: Snapshot) -> Mapping[Name, bool | None]:
    """Object in `public` → whether the API's roles have what the old default privileges granted; None if overloads differ."""
    granted: dict[Ref, dict[str, frozenset[str]]] = defaultdict(dict)
    for ref, role, privileges in grants_on_objects(actual):
        granted[ref][role] = privileges
    found: dict[Name, bool | None] = {}
    for ref in actual.objects:
        letter = OBJECT_TYPES.get(ref.kind, "")
        if letter in _USUAL and ref.path[0] == _SCHEMA:
            name, answer = (letter, ref.path[1]), _is_open(granted[ref], _USUAL[letter])
            found[name] = answer if found.get(name, answer) == answer else None
    return found


def _is_open(granted: Mapping[str, frozenset[str]], usual: frozenset[str]) -> bool:
    """Whether most of the roles have the usual privileges: what was granted or revoked later is the exception."""
    having = [role for role in API_ROLES if usual <= granted.get(role, frozenset())]
    return 2 * len(having) > len(API_ROLES)


def _created(sql: str) -> set[Name]:
    """Tables, views and functions that a file creates in `public`."""
    return {name for statement in split(sql)[0] for name in _created_by(statement.node, statement.tree)}


def _created_by(node: str, tree: Any) -> Iterator[Name]:
    match node:
        case "create_stmt":
            yield from _relation(tree.relation)
        case "create_table_as_stmt":
            yield from _relation(tree.into.rel)
        case "view_stmt":
            yield from _relation(tree.view)
        case "create_function_stmt":
            yield from _qualified("f", tree.funcname)


def _granted(sql: str) -> Iterator[Name]:
    """Objects in `public` on which a file grants or revokes privileges, so that these are not the default ones."""
    for statement in split(sql)[0]:
        if statement.node != "grant_stmt" or enum_name(statement.tree, "targtype") != "ACL_TARGET_OBJECT":
            continue
        for item in statement.tree.objects:
            match item.WhichOneof("node"):
                case "range_var":
                    yield from _relation(item.range_var)
                case "object_with_args":
                    yield from _qualified("f", item.object_with_args.objname)


def _relation(relation: Any) -> Iterator[Name]:
    if relation.schemaname in ("", _SCHEMA):
        yield "r", relation.relname


def _qualified(letter: str, parts: Sequence[Any]) -> Iterator[Name]:
    words = [part.string.sval for part in parts]
    if words[:-1] in ([], [_SCHEMA]):
        yield letter, words[-1]
