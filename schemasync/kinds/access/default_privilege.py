"""Default privileges (`pg_default_acl`), one row per role, schema, object type and grantee."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Sql, ident, role
from schemasync.kinds import acl
from schemasync.kinds.catalog import PG_DEFAULT_ACL, UserRows
from schemasync.kinds.kind import Alter, Assessment, Catalog, Ddl, Kind, Order, PlanContext, Severity

OBJECT_WORDS = {"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS", "T": "TYPES", "n": "SCHEMAS", "L": "LARGE OBJECTS"}
"""Words of ALTER DEFAULT PRIVILEGES by `defaclobjtype`."""


def query(_version: int) -> str:
    """Select default privileges: without a schema the list replaces PostgreSQL's default, with one it adds to it."""
    return f"""
        SELECT d.oid, 0, ARRAY[r.rolname, coalesce(n.nspname, ''), d.defaclobjtype::text,
                               coalesce(g.rolname, 'public')]::text[],
               coalesce(x.has, '{{}}'), coalesce(x.usual, '{{}}')
        FROM pg_default_acl d JOIN pg_roles r ON r.oid = d.defaclrole
             LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
             CROSS JOIN LATERAL (
                 SELECT coalesce(h.grantee, u.grantee) AS grantee, h.words AS has, u.words AS usual
                 FROM (SELECT grantee, array_agg(privilege_type || CASE WHEN is_grantable THEN '*' ELSE '' END
                                                 ORDER BY privilege_type) AS words
                       FROM aclexplode(CASE WHEN cardinality(d.defaclacl) > 0 THEN d.defaclacl END) GROUP BY grantee) h
                 FULL JOIN (SELECT grantee, array_agg(privilege_type ORDER BY privilege_type) AS words
                       FROM aclexplode(CASE WHEN d.defaclnamespace = 0
                            THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole) END) GROUP BY grantee) u ON u.grantee = h.grantee) x
             LEFT JOIN pg_roles g ON g.oid = x.grantee
        WHERE x.has IS DISTINCT FROM x.usual
              AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = {PG_DEFAULT_ACL} AND e.objid = d.oid
                              AND e.deptype = 'e')"""


@dataclass(frozen=True, slots=True)
class DefaultPrivilege:
    """Attributes: privileges, and those that the grantee has by PostgreSQL's own default (not compared)."""

    privileges: tuple[str, ...]
    default: tuple[str, ...] = field(compare=False)


def target(ref: Ref) -> str:
    return str(ref)


def _change(ref: Ref, before: tuple[str, ...], after: tuple[str, ...]) -> list[Sql]:
    creator, schema, letter, grantee = ref.path
    within = f" IN SCHEMA {ident(schema)}" if schema else ""
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {role(creator)}{within} "
    return acl.change(before, after, OBJECT_WORDS[letter], grantee, prefix=prefix)


def create(ref: Ref, model: DefaultPrivilege, _context: PlanContext) -> list[Sql]:
    return _change(ref, model.default, model.privileges)


def drop(ref: Ref, model: DefaultPrivilege, _context: PlanContext) -> list[Sql]:
    return _change(ref, model.privileges, model.default)


def change(ref: Ref, before: DefaultPrivilege, after: DefaultPrivilege, _context: PlanContext) -> list[Sql]:
    return _change(ref, before.privileges, after.privileges)


def for_server_version(model: DefaultPrivilege, version: int) -> DefaultPrivilege | None:
    """The model as an older server has it; None if it then equals PostgreSQL's default."""
    older = DefaultPrivilege(*(acl.without_newer(names, version) for names in (model.privileges, model.default)))
    return None if older.privileges == older.default else older


def parent(ref: Ref, _model: DefaultPrivilege) -> Ref | None:
    """The schema, if the default privileges are those of one."""
    _, schema, _, _ = ref.path
    return Ref("schema", (schema,)) if schema else None


def _phrase(ref: Ref, _of: str) -> str:
    creator, schema, letter, grantee = ref.path
    return f"access of {grantee} to new {OBJECT_WORDS[letter].lower()} of {creator}{f' in schema {schema}' if schema else ''}"


def assess(change: Change) -> Assessment:
    """Only rights that the database gives beyond the migrations open something; where a row lacks, PostgreSQL's default holds."""
    _, _, letter, grantee = change.ref.path
    here = change.before.privileges if change.before else change.after.default
    there = change.after.privileges if change.after else change.before.default
    who, what = acl.grantee_in_words(grantee), f"{OBJECT_WORDS[letter].lower()} that are created later"
    if acl.revokes(here, there):
        words = (
            f"In the database {who} gets {', '.join(sorted({*here} - {*there}))} on {what}, which no migration gives."
        )
        return Assessment(Severity.SECURITY if grantee in acl.OPEN_TO else Severity.FUNCTIONAL, words)
    less = ", ".join(sorted({*there} - {*here}))
    return Assessment(
        Severity.FUNCTIONAL, f"In the database {who} does not get {less} on {what}, unlike in the migrations."
    )


KIND = Kind(
    name="default_privilege",
    model=DefaultPrivilege,
    schema_at=1,
    parent=parent,
    catalog=Catalog(
        oid=PG_DEFAULT_ACL,
        query=query,
        only_if=UserRows("pg_default_acl"),
        for_server_version=for_server_version,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("privileges",), change),),
        phrase=_phrase,
    ),
    order=Order(
        rank=99,
        phase="last",
        roles=lambda ref, _: (ref.path[0], ref.path[3]),
    ),
    assess=assess,
    describe=lambda _, model: ", ".join(model.privileges) or "no privileges",
)
