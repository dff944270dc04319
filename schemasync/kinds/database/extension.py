"""Extensions (`pg_extension`); the version is information, never a difference."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, dollar, ident, literal, role
from schemasync.kinds.catalog import PG_CLASS, PG_EXTENSION, PG_FOREIGN_SERVER, PG_PROC, PG_TYPE
from schemasync.kinds.default_privileges import adds_grants_to_members
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Severity,
    status_assess,
)


def query(_version: int) -> str:
    return f"""
        SELECT e.oid, 0, ARRAY[e.extname]::text[], n.nspname::text, e.extversion, e.extrelocatable,
               (SELECT array_agg(ARRAY[m.usename, m.srvname]::text[] ORDER BY m.srvname, m.usename)
                FROM pg_user_mappings m JOIN pg_depend d ON d.classid = {PG_FOREIGN_SERVER} AND d.objid = m.srvid
                     AND d.deptype = 'e' AND d.refclassid = {PG_EXTENSION} AND d.refobjid = e.oid)
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"""


@dataclass(frozen=True, slots=True)
class Extension:
    """Attributes: schema of its objects.

    Not compared: version, relocatability, and (user, server) of the user mappings for servers that belong to it:
    PostgreSQL drops the extension only without them.
    """

    schema: str
    version: str = field(compare=False)
    relocatable: bool = field(compare=False)
    mappings: tuple[tuple[str, str], ...] | None = field(compare=False, default=None)


def target(ref: Ref) -> str:
    return f"EXTENSION {ident(ref.name)}"


def create(ref: Ref, model: Extension, context: PlanContext) -> list[Sql]:
    fixed = not model.relocatable and Ref("schema", (model.schema,)) not in context.after.objects
    clause = "" if fixed or model.schema == "pg_catalog" else f" WITH SCHEMA {ident(model.schema)}"
    statement = Sql(f"CREATE EXTENSION IF NOT EXISTS {ident(ref.name)}{clause}")
    return [statement, _revoke_defaults(ref)] if adds_grants_to_members(ref, model.schema, context) else [statement]


def _revoke_defaults(ref: Ref) -> Sql:
    """Revoke the grants of default privileges on the extension's members, except to roles that its script grants to."""
    objects = " UNION ALL ".join(
        f"SELECT {classid}, oid, {word}, {name}, {acl}, {owner} FROM pg_catalog.{table}"
        for classid, table, word, name, acl, owner in (
            (PG_PROC, "pg_proc", "'ROUTINE'", "oid::pg_catalog.regprocedure::text", "proacl", "proowner"),
            (PG_TYPE, "pg_type", "'TYPE'", "pg_catalog.format_type(oid, NULL)", "typacl", "typowner"),
            (PG_CLASS, "pg_class", _WORD, "oid::pg_catalog.regclass::text", "relacl", "relowner"),
        )
    )
    body = f"""
        DECLARE
            given record;
        BEGIN
            FOR given IN
                SELECT m.word, m.name, g.grantee::pg_catalog.regrole AS role
                FROM pg_catalog.pg_extension e
                     JOIN pg_catalog.pg_depend d ON d.refclassid = {PG_EXTENSION} AND d.refobjid = e.oid AND d.deptype = 'e'
                     JOIN ({objects}) m (classid, oid, word, name, acl, owner) ON m.classid = d.classid AND m.oid = d.objid
                     LEFT JOIN pg_catalog.pg_init_privs i ON i.classoid = m.classid AND i.objoid = m.oid AND i.objsubid = 0
                     CROSS JOIN pg_catalog.aclexplode(m.acl) g
                WHERE e.extname = {literal(ref.name)} AND g.grantee NOT IN (0, m.owner)
                      AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(i.initprivs) h WHERE h.grantee = g.grantee)
            LOOP
                EXECUTE pg_catalog.format('REVOKE ALL ON %s %s FROM %s', given.word, given.name, given.role);
            END LOOP;
        END"""
    return Sql(f"DO {dollar(body)}")


_WORD = "CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END"


def drop(ref: Ref, model: Extension, context: PlanContext) -> list[Sql]:
    """Drop the extension with its user mappings; the rows of its tables are lost."""
    mappings = (f"FOR {role(user)} SERVER {ident(server)}" for user, server in model.mappings or ())
    before = context.before
    members = (member for member, extension in before.extension_members.items() if extension == ref)
    loses_rows = any(member.kind == "table" and member not in before.objects for member in members)
    dropped = Sql(f"DROP {target(ref)}", (Hazard.DATA_LOSS,) if loses_rows else ())
    return [*(Sql(f"DROP USER MAPPING {mapping}", (Hazard.DATA_LOSS,)) for mapping in mappings), dropped]


def move(ref: Ref, before: Extension, after: Extension, _context: PlanContext) -> list[Sql] | Replace:
    if not before.relocatable:
        return REPLACE
    return [Sql(f"ALTER {target(ref)} SET SCHEMA {ident(after.schema)}")]


KIND = Kind(
    name="extension",
    model=Extension,
    schema_at=None,
    catalog=Catalog(
        oid=PG_EXTENSION,
        query=query,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("schema",), move),),
    ),
    order=Order(
        rank=5,
    ),
    code=Code(
        operator_schema=lambda _, model: model.schema,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The extension is not installed: statements that use its functions or types fail."),
        (Severity.FUNCTIONAL, "The extension is installed in the database, but no migration asks for it."),
        (Severity.BREAKING, "The extension's objects live in another schema, so unqualified uses may not find them."),
    ),
)
