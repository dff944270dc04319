"""Privileges on any object, one fact per object and role, where they deviate from PostgreSQL's defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schemasync.core.model import Change, Ref
from schemasync.core.sql import PUBLIC, Sql, literal, role
from schemasync.kinds import acl
from schemasync.kinds import catalog as c
from schemasync.kinds.default_privileges import (
    OBJECT_TYPES,
    default_privileges,
    granted_members,
    privileges_on_creation,
)
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext, Replacement, Severity
from schemasync.kinds.objects import all_of
from schemasync.kinds.paths import relation_of, schema_of
from schemasync.kinds.routines._routine import identity

SOURCES = (
    (c.PG_CLASS, "pg_class", "relacl", "relowner", "CASE relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END"),
    (c.PG_PROC, "pg_proc", "proacl", "proowner", "'f'::\"char\""),
    (c.PG_TYPE, "pg_type", "typacl", "typowner", "'T'::\"char\""),
    (c.PG_NAMESPACE, "pg_namespace", "nspacl", "nspowner", "'n'::\"char\""),
    (c.PG_LANGUAGE, "pg_language", "lanacl", "lanowner", "'l'::\"char\""),
    (c.PG_FOREIGN_DATA_WRAPPER, "pg_foreign_data_wrapper", "fdwacl", "fdwowner", "'F'::\"char\""),
    (c.PG_FOREIGN_SERVER, "pg_foreign_server", "srvacl", "srvowner", "'S'::\"char\""),
)
"""Catalogs with access control lists: OID, name, columns of the list and the owner, and the object type of `acldefault`."""
RANK = 92
PUBLIC_DEFAULT = {"f": ("EXECUTE",), "T": ("USAGE",), "l": ("USAGE",)}
"""Privileges that PostgreSQL grants to PUBLIC by default, by object type (PostgreSQL, "Privileges")."""
USER_NAMESPACE = "n.nspname !~ '^pg_(toast|temp)'"
"""Condition on a `pg_namespace n`: it contains objects that a GRANT can name."""


def query(_version: int) -> str:
    """Access control lists that deviate, as `AclRow`; equal lists are taken apart once, as most objects share them."""
    lists = "\nUNION ALL ".join(
        f"""SELECT {classid} AS classid, t.oid AS objid, 0 AS objsubid, t.{acl} AS acl, t.{owner} AS owner,
                   {letter} AS type, {f"NOT {c.is_queue('t')}" if classid == c.PG_CLASS else "true"} AS has_initial
            FROM {table} t WHERE t.{acl} IS NOT NULL"""
        for classid, table, acl, owner, letter in SOURCES
    )
    return f"""
        WITH objects AS MATERIALIZED (
            SELECT t.classid, t.objid, t.objsubid, t.acl, pg_get_userbyid(t.owner)::text AS owner,
                   coalesce(CASE WHEN t.objid <> {c.PUBLIC_SCHEMA_OID} THEN i.initprivs END,
                            CASE WHEN t.objsubid = 0 THEN acldefault(t.type, t.owner) ELSE '{{}}' END) AS usual
            FROM (
                {lists}
                UNION ALL
                SELECT {c.PG_CLASS}, a.attrelid, a.attnum::int, a.attacl, r.relowner, NULL, true
                FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
                WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
            ) t LEFT JOIN pg_init_privs i ON t.has_initial AND i.classoid = t.classid::oid AND i.objoid = t.objid
                    AND i.objsubid = t.objsubid
            WHERE t.objid = {c.PUBLIC_SCHEMA_OID} OR t.acl IS DISTINCT FROM i.initprivs
        ), lists AS MATERIALIZED (
            SELECT l.acl, {acl.entries("l.acl")} AS entries
            FROM (SELECT acl FROM objects UNION SELECT usual FROM objects) l
        )
        SELECT o.classid, o.objid, o.objsubid, has.entries, usual.entries, o.owner
        FROM objects o JOIN lists has ON has.acl = o.acl JOIN lists usual ON usual.acl = o.usual
        ORDER BY o.classid, o.objid, o.objsubid"""


def extra_addresses(_version: int) -> str:
    """Objects of the system and of extensions whose privileges somebody changed, and the extension."""
    parts = []
    for classid, table, privileges, namespace, name, kind in (
        (c.PG_CLASS, "pg_class", "relacl", "relnamespace", "relname", c.relation_kind("t.relkind")),
        (c.PG_PROC, "pg_proc", "proacl", "pronamespace", "proname", c.routine_kind("t.prokind")),
        (c.PG_TYPE, "pg_type", "typacl", "typnamespace", "typname", "'base_type'"),
    ):
        more = f", {identity('t')}" if table == "pg_proc" else ""
        queue = c.is_queue("t") if table == "pg_class" else "false"
        parts.append(
            f"""SELECT {classid} AS classid, t.oid AS objid, t.{privileges} AS acl, t.{namespace} AS namespace, {kind} AS kind,
                       ARRAY[t.{name}{more}]::text[] AS path, {queue} AS queue
            FROM {table} t WHERE t.{privileges} IS NOT NULL"""
        )
    objects = "\nUNION ALL ".join(parts)
    parts = [
        f"""SELECT t.classid, t.objid, 0, t.kind, n.nspname::text || t.path,
               CASE WHEN e.oid IS NOT NULL THEN 'extension' END, ARRAY[e.extname]::text[]
        FROM ({objects}) t JOIN pg_namespace n ON n.oid = t.namespace
             LEFT JOIN (pg_depend d JOIN pg_extension e ON d.refclassid = {c.PG_EXTENSION} AND e.oid = d.refobjid)
                 ON d.classid = t.classid::oid AND d.objid = t.objid AND d.objsubid = 0 AND d.deptype = 'e'
             LEFT JOIN pg_init_privs i ON i.classoid = t.classid::oid AND i.objoid = t.objid AND i.objsubid = 0
        WHERE t.acl IS DISTINCT FROM i.initprivs AND {USER_NAMESPACE}
              AND (t.objid < {c.FIRST_USER_OID} OR e.oid IS NOT NULL AND NOT t.queue)""",
        f"""SELECT {c.PG_CLASS}, t.oid, a.attnum::int, 'column', ARRAY[n.nspname, t.relname, a.attname]::text[], NULL, NULL
        FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE a.attacl IS NOT NULL AND {USER_NAMESPACE}
              AND (t.oid < {c.FIRST_USER_OID} OR NOT {c.own(c.PG_CLASS, "t.oid")})""",
    ]
    for classid, table, privileges, name, kind in (
        (c.PG_FOREIGN_DATA_WRAPPER, "pg_foreign_data_wrapper", "fdwacl", "fdwname", "foreign_data_wrapper"),
        (c.PG_NAMESPACE, "pg_namespace", "nspacl", "nspname", "schema"),
    ):
        parts.append(
            f"""SELECT {classid}, t.oid, 0, {literal(kind)}, ARRAY[t.{name}]::text[], NULL, NULL FROM {table} t
            WHERE t.{privileges} IS NOT NULL AND t.oid <> {c.PUBLIC_SCHEMA_OID}
                  AND (t.oid < {c.FIRST_USER_OID} OR NOT {c.own(classid, "t.oid")})"""
        )
    return "\nUNION ALL ".join(parts)


@dataclass(frozen=True, slots=True)
class Grant:
    """Attributes: privileges, sorted, those with grant option with `*`.

    Not compared: those that the role has by PostgreSQL's default; `depth`, the number of grantors between the owner and
    the grantee, as PostgreSQL revokes a privilege with all that depends on it, so the deepest grants are revoked first.
    """

    privileges: tuple[str, ...]
    default: tuple[str, ...] = field(compare=False, default=())
    depth: int = field(compare=False, default=0)


class AclRow(NamedTuple):
    """The access control list of an object, its default, and the owner."""

    entries: acl.Entries
    default: acl.Entries
    owner: str


def split_row(row: tuple[Any, ...]) -> Iterator[tuple[tuple[str, ...], Grant]]:
    """Split an `AclRow` into (path, grant) for each role that deviates; the grantor is in the path if it is not the owner."""
    entries, default, owner = AclRow(*row)
    found, defaults = acl.by_grantee(entries), acl.by_grantee(default)
    own_default = {grantee: privileges for (grantee, _), privileges in defaults.items()}
    depth = _depths(found, owner)
    for (grantee, grantor), privileges in found.items():
        usual = own_default.get(grantee, ()) if grantor == owner else ()
        if privileges != usual:
            path = (grantee,) if grantor == owner else (grantee, grantor)
            yield path, Grant(privileges, usual, depth.get(grantor, 0))
    for grantee, privileges in own_default.items():
        if (grantee, owner) not in found:
            yield (grantee,), Grant((), privileges)


def _depths(pairs: Iterable[tuple[str, str]], owner: str) -> dict[str, int]:
    """The number of grants between the owner and each role."""
    found = {owner: 0}
    queue = [owner]
    for role_ in queue:
        for grantee, grantor in pairs:
            if grantor == role_ and grantee not in found:
                found[grantee] = found[role_] + 1
                queue.append(grantee)
    return found


def change_privileges(ref: Ref, before: tuple[str, ...], after: tuple[str, ...], context: PlanContext) -> list[Sql]:
    """GRANT and REVOKE, as the grantor where that is not the object's owner."""
    target, (grantee, *grantors) = ref.subject, ref.path
    kind = context.kinds[target.kind]
    on = (kind.ddl.grant_target or kind.ddl.target)(target)
    columns = (target.name,) if target.kind == "column" else ()
    statements = acl.change(before, after, on, grantee, columns)
    if acl.revokes(before, after) and OBJECT_TYPES.get(target.kind) == "r":
        statements += _grant_columns_again(target, grantee, context)
    if not grantors or not statements:
        return statements
    (grantor,) = grantors
    return [Sql(f"SET ROLE {role(grantor)}"), *statements, Sql("RESET ROLE")]


def _grant_columns_again(table: Ref, grantee: str, context: PlanContext) -> list[Sql]:
    """REVOKE on a table revokes the role's privileges on columns too: grant again those that stay."""
    again: list[Sql] = []
    for ref, model in all_of(context.after.objects, Grant):
        own = ref.subject.kind == "column" and relation_of(ref.subject) == table.path
        known = ref in context.before.objects or table in context.created
        if own and ref.path == (grantee,) and known:
            again += change_privileges(ref, (), model.privileges, context)
    return again


def create(ref: Ref, model: Grant, context: PlanContext) -> list[Sql]:
    return change_privileges(ref, model.default, model.privileges, context)


def drop(ref: Ref, model: Grant, context: PlanContext) -> list[Sql]:
    return change_privileges(ref, model.privileges, model.default, context)


def change(ref: Ref, before: Grant, after: Grant, context: PlanContext) -> list[Sql]:
    return change_privileges(ref, before.privileges, after.privileges, context)


def requires(ref: Ref, _model: Grant) -> list[Ref]:
    """Privileges are set when the object has its owner; a column's, when its relation's are: REVOKE there reaches both."""
    owners = [Ref("owner", (), ref.of)]
    if ref.subject.kind != "column":
        return owners
    relations = ("table", "view", "materialized_view", "foreign_table")
    return [*owners, *(Ref("grant", ref.path, Ref(kind, relation_of(ref.subject))) for kind in relations)]


def implicit_objects(ref: Ref, context: PlanContext) -> Iterable[tuple[Ref, Grant]]:
    """Grants that default privileges add to an object that the plan's role creates, or to members of an extension."""
    if ref.kind == "extension":
        yield from _implicit_on_members(ref, context)
        return
    letter = OBJECT_TYPES.get(ref.kind)
    if not letter:
        return
    owner_model = context.after.objects.get(Ref("owner", (), ref))
    owner = owner_model.role if owner_model else context.role
    added = privileges_on_creation(default_privileges(context), context.role, schema_of(ref), letter)
    for grantee, words in added.items():
        privileges = tuple(sorted(words))
        usual = PUBLIC_DEFAULT.get(letter, ()) if grantee == PUBLIC else ()
        if grantee not in (owner, context.role) and privileges != usual:
            yield Ref("grant", (grantee,), ref), Grant(privileges, usual)


def _implicit_on_members(extension: Ref, context: PlanContext) -> Iterator[tuple[Ref, Grant]]:
    """Grants that default privileges add to members of an extension, except grants of the goal that are not compared."""
    members = granted_members(extension, context)
    known = {fact for facts in members.values() for fact in facts}
    for member in sorted(members):
        for fact, model in implicit_objects(member, context):
            if fact in context.after.objects or fact not in known:
                yield fact, model


def assess(change: Change) -> Assessment:
    grantee, *_ = change.ref.path
    before = set(change.before.privileges if change.before else change.after.default)
    after = set(change.after.privileges if change.after else change.before.default)
    more, less = sorted(before - after), sorted(after - before)
    who = acl.grantee_in_words(grantee)
    if more:
        words = f"In the database {who} has {', '.join(more)}, which the migrations do not grant."
        return Assessment(Severity.SECURITY if grantee in acl.OPEN_TO else Severity.FUNCTIONAL, words)
    return Assessment(Severity.BREAKING, f"In the database {who} lacks {', '.join(less)}, which the migrations grant.")


def for_server_version(model: Grant, version: int) -> Grant | None:
    """The model as an older server has it; None if it then equals PostgreSQL's default."""
    privileges, default = (acl.without_newer(names, version) for names in (model.privileges, model.default))
    older = Grant(privileges, default, model.depth)
    return None if older.privileges == older.default else older


KIND = Kind(
    name="grant",
    model=Grant,
    satellite=True,
    catalog=Catalog(
        oid=0,
        query=query,
        split_row=split_row,
        extra_addresses=extra_addresses,
        for_server_version=for_server_version,
    ),
    ddl=Ddl(
        target=str,
        create=create,
        drop=drop,
        alter=(Alter(("privileges",), change),),
        phrase=lambda ref, of: f"access of {ref.path[0]} to {of}",
    ),
    order=Order(
        rank=RANK,
        rank_of=lambda model: RANK + model.depth,
        roles=lambda ref, _: ref.path,
        requires=requires,
        orders_only=True,
    ),
    replacement=Replacement(
        survives_type_change=lambda _: True,
    ),
    implicit_objects=implicit_objects,
    origin="acl",
    assess=assess,
    describe=lambda _, model: ", ".join(model.privileges) or "no privileges",
)
