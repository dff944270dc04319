"""Owners of objects of all kinds that have one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, role
from schemasync.kinds import acl
from schemasync.kinds import catalog as c
from schemasync.kinds.access.grant import Grant
from schemasync.kinds.kind import (
    Alter,
    Catalog,
    Ddl,
    Kind,
    LoggedState,
    Order,
    PlanContext,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import find, get
from schemasync.kinds.paths import relation_of
from schemasync.kinds.tables.sequence import Sequence
from schemasync.kinds.tables.sequence_owner import SequenceOwner

_NO_ARRAY = "(typelem = 0 OR typsubscript <> 'pg_catalog.array_subscript_handler'::regproc)"
"""A base type can have elements, as `point` has; only an array has the owner of another type."""
_OWNED = (
    (c.PG_CLASS, "pg_class", "relowner", "relkind IN ('r','p','v','m','f','S')"),
    (c.PG_PROC, "pg_proc", "proowner", ""),
    (c.PG_TYPE, "pg_type", "typowner", f"(typtype IN ('b','c','d','e','r') OR NOT typisdefined) AND {_NO_ARRAY}"),
    (c.PG_NAMESPACE, "pg_namespace", "nspowner", ""),
    (c.PG_OPERATOR, "pg_operator", "oprowner", ""),
    (c.PG_OPCLASS, "pg_opclass", "opcowner", ""),
    (c.PG_OPFAMILY, "pg_opfamily", "opfowner", ""),
    (c.PG_COLLATION, "pg_collation", "collowner", ""),
    (c.PG_CONVERSION, "pg_conversion", "conowner", ""),
    (c.PG_LANGUAGE, "pg_language", "lanowner", ""),
    (c.PG_STATISTIC_EXT, "pg_statistic_ext", "stxowner", ""),
    (c.PG_TS_CONFIG, "pg_ts_config", "cfgowner", ""),
    (c.PG_TS_DICT, "pg_ts_dict", "dictowner", ""),
    (c.PG_FOREIGN_DATA_WRAPPER, "pg_foreign_data_wrapper", "fdwowner", ""),
    (c.PG_FOREIGN_SERVER, "pg_foreign_server", "srvowner", ""),
    (c.PG_EVENT_TRIGGER, "pg_event_trigger", "evtowner", ""),
    (c.PG_PUBLICATION, "pg_publication", "pubowner", ""),
    (c.PG_SUBSCRIPTION, "pg_subscription", "subowner", ""),
)
"""Catalogs with owners: OID, name, column of the owner, and a condition on its rows."""


def query(_version: int) -> str:
    selects = (
        f"SELECT {classid}, oid, 0, '{{}}'::text[], pg_get_userbyid({owner})::text FROM {table}"
        f" WHERE oid >= {c.FIRST_USER_OID}{' AND ' + condition if condition else ''}"
        for classid, table, owner, condition in _OWNED
    )
    public = f"SELECT {c.PG_NAMESPACE}, oid, 0, '{{}}'::text[], pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE oid = {c.PUBLIC_SCHEMA_OID}"
    return "\nUNION ALL ".join([*selects, public])


@dataclass(frozen=True, slots=True)
class Owner:
    """Attributes: the role."""

    role: str


def create(ref: Ref, model: Owner, context: PlanContext) -> list[Sql]:
    target = context.kinds[ref.subject.kind].ddl.target(ref.subject)
    if follows_table(ref, context):
        return []
    return [Sql(f"ALTER {target} OWNER TO {role(model.role)}")]


def follows_table(ref: Ref, context: PlanContext) -> bool:
    """Whether PostgreSQL changes the owner with the table's: that of a sequence which a column owns."""
    if ref.subject.kind != "sequence":
        return False
    tie = Ref("sequence_owner", ref.subject.path)
    tied = tie in context.before.objects and tie in context.after.objects and tie not in context.created
    return tied or get(context.after.objects, ref.subject, Sequence).identity is not None


def drop(_ref: Ref, _model: Owner, _context: PlanContext) -> list[Sql]:
    """An object always has an owner: the owner goes with it."""
    return []


def change(ref: Ref, before: Owner, after: Owner, context: PlanContext) -> list[Sql]:
    statements = create(ref, after, context)
    return [*statements, *_grant_again(ref, {before.role, after.role}, context)] if statements else []


def _grant_again(ref: Ref, roles: set[str], context: PlanContext) -> list[Sql]:
    """Set the privileges of both owners again: PostgreSQL rewrites those of the old one to the new one's."""
    old, new = context.before.objects, context.after.objects
    owned, path = {ref.subject}, ref.subject.path
    if ref.subject.kind == "table":
        owned |= {sequence for sequence in new if sequence.kind == "sequence" and _table(sequence, context) == path}
    pairs = {(grant.path, grant.subject) for grant in old.keys() | new.keys() if grant.kind == "grant"}
    granted = {subject for path_, subject in pairs if path_ in {(role_,) for role_ in roles}}
    own = sorted(target for target in granted if target in owned)
    columns = sorted(target for target in granted if target.kind == "column" and relation_of(target) == path)
    statements: list[Sql] = []
    for target in [*own, *columns]:  # REVOKE on a table reaches its columns
        for grantee in sorted(roles):
            model = find(new, Ref("grant", (grantee,), target), Grant)
            is_owner = grantee == get(new, ref, Owner).role
            statements += _set_privileges(target, grantee, model, context, is_owner=is_owner)
    return statements


def _set_privileges(
    target: Ref, grantee: str, model: Grant | None, context: PlanContext, *, is_owner: bool
) -> list[Sql]:
    kind = context.kinds[target.kind]
    on = (kind.ddl.grant_target or kind.ddl.target)(target)
    columns = (target.name,) if target.kind == "column" else ()
    listed = f" ({', '.join(map(ident, columns))})" if columns else ""
    statements = [Sql(f"REVOKE ALL{listed} ON {on} FROM {role(grantee)}")]
    if model is None and is_owner and not columns:
        return [*statements, Sql(f"GRANT ALL ON {on} TO {role(grantee)}")]
    return [*statements, *(acl.change((), model.privileges, on, grantee, columns) if model else ())]


def _table(sequence: Ref, context: PlanContext) -> tuple[str, ...] | None:
    """The table whose owner the sequence has."""
    after = context.after.objects
    tie = find(after, Ref("sequence_owner", sequence.path), SequenceOwner)
    column = tie.column if tie else get(after, sequence, Sequence).identity
    return column.relation if column else None


def _rights_in_schema(ref: Ref, model: Owner) -> list[Ref]:
    """Facts that give the owner the right to create in the schema, which PostgreSQL demands of the new owner of an object."""
    schema = Ref("schema", ref.subject.path[:1])
    if schema == ref.subject:
        return []
    return [Ref("owner", (), schema), Ref("grant", (model.role,), schema)]


def implicit_objects(ref: Ref, context: PlanContext) -> Iterable[tuple[Ref, Owner]]:
    """Whoever creates an object owns it."""
    owner = Ref("owner", (), ref)
    if owner in context.after.objects:
        yield owner, Owner(context.role)


KIND = Kind(
    name="owner",
    model=Owner,
    satellite=True,
    catalog=Catalog(
        oid=0,
        query=query,
    ),
    ddl=Ddl(
        target=lambda ref: str(ref.subject),
        create=create,
        drop=drop,
        alter=(Alter(("role",), change),),
    ),
    order=Order(
        rank=91,
        roles=lambda _, model: (model.role,),
        requires=_rights_in_schema,
        orders_only=True,
    ),
    replacement=Replacement(
        survives_type_change=lambda _: True,
    ),
    implicit_objects=implicit_objects,
    origin=LoggedState(("relowner",), at_creation=False),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The object has another owner in the database than in the migrations."),
        (Severity.FUNCTIONAL, "The object has another owner in the database than in the migrations."),
        (Severity.FUNCTIONAL, "Another role owns the object, so other rights and row level security apply."),
    ),
    describe=lambda _, model: model.role,
)
