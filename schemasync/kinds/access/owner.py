"""Owners of all objects that have one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, role
from schemasync.kinds import _catalog as c
from schemasync.kinds._kind import (
    Alter,
    Catalog,
    Context,
    Ddl,
    Kind,
    LoggedState,
    Order,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds.access import _acl

OWNED = (
    (c.PG_CLASS, "pg_class", "oid", "relowner", "relkind IN ('r','p','v','m','f','S')"),
    (c.PG_PROC, "pg_proc", "oid", "proowner", ""),
    (c.PG_TYPE, "pg_type", "oid", "typowner", "typtype IN ('b','c','d','e','r') AND typelem = 0"),
    (c.PG_NAMESPACE, "pg_namespace", "oid", "nspowner", ""),
    (c.PG_OPERATOR, "pg_operator", "oid", "oprowner", ""),
    (c.PG_OPCLASS, "pg_opclass", "oid", "opcowner", ""),
    (c.PG_OPFAMILY, "pg_opfamily", "oid", "opfowner", ""),
    (c.PG_COLLATION, "pg_collation", "oid", "collowner", ""),
    (c.PG_CONVERSION, "pg_conversion", "oid", "conowner", ""),
    (c.PG_LANGUAGE, "pg_language", "oid", "lanowner", ""),
    (c.PG_STATISTIC_EXT, "pg_statistic_ext", "oid", "stxowner", ""),
    (c.PG_TS_CONFIG, "pg_ts_config", "oid", "cfgowner", ""),
    (c.PG_TS_DICT, "pg_ts_dict", "oid", "dictowner", ""),
    (c.PG_FOREIGN_DATA_WRAPPER, "pg_foreign_data_wrapper", "oid", "fdwowner", ""),
    (c.PG_FOREIGN_SERVER, "pg_foreign_server", "oid", "srvowner", ""),
    (c.PG_EVENT_TRIGGER, "pg_event_trigger", "oid", "evtowner", ""),
    (c.PG_PUBLICATION, "pg_publication", "oid", "pubowner", ""),
    (c.PG_SUBSCRIPTION, "pg_subscription", "oid", "subowner", ""),
)


def query(_version: int) -> str:
    selects = (
        f"SELECT {classid}, {oid}, 0, '{{}}'::text[], pg_get_userbyid({owner})::text FROM {table}"
        f" WHERE oid >= 16384{' AND ' + condition if condition else ''}"
        for classid, table, oid, owner, condition in OWNED
    )
    public = f"SELECT {c.PG_NAMESPACE}, oid, 0, '{{}}'::text[], pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE oid = 2200"
    return "\nUNION ALL ".join([*selects, public])


@dataclass(frozen=True, slots=True)
class Owner:
    """Attributes: the role."""

    role: str


def create(ref: Ref, model: Owner, context: Context) -> list[Sql]:
    target = context.kinds[ref.subject.kind].ddl.target(ref.subject)
    if follows_table(ref, context):
        return []
    return [Sql(f"ALTER {target} OWNER TO {role(model.role)}")]


def follows_table(ref: Ref, context: Context) -> bool:
    """A sequence that is tied to a column changes its owner with the table."""
    if ref.subject.kind != "sequence":
        return False
    tie = Ref("sequence_owner", ref.subject.path)
    tied = tie in context.before.objects and tie in context.after.objects
    return tied or context.after.objects[ref.subject].identity is not None


def drop(_ref: Ref, _model: Owner, _context: Context) -> list[Sql]:
    return []  # an object never loses its owner


def change(ref: Ref, before: Owner, after: Owner, context: Context) -> list[Sql]:
    statements = create(ref, after, context)
    return [*statements, *_privileges_again(ref, {before.role, after.role}, context)] if statements else []


def _privileges_again(ref: Ref, roles: set[str], context: Context) -> list[Sql]:
    """A change of owner rewrites privileges of the old one to the new one's: both get what they shall have."""
    old, new = context.before.objects, context.after.objects
    things, path = {ref.subject}, ref.subject.path
    if ref.subject.kind == "table":
        things |= {seq for seq in new if seq.kind == "sequence" and _table(seq, context) == path}
    granted = {
        grant.subject
        for grant in old.keys() | new.keys()
        if grant.kind == "grant" and len(grant.path) == 1 and grant.path[0] in roles
    }
    own = sorted(target for target in granted if target in things)
    columns = sorted(target for target in granted if target.kind == "column" and target.path[:-1] == path)
    statements: list[Sql] = []
    for target in [*own, *columns]:  # REVOKE on a table takes along those on its columns
        for grantee in sorted(roles):
            grant = Ref("grant", (grantee,), target)
            statements += _privileges(grant, new.get(grant), grantee == new[ref].role, context)
    return statements


def _privileges(grant: Ref, model: Any, is_owner: bool, context: Context) -> list[Sql]:  # noqa: FBT001
    target, grantee = grant.subject, grant.path[0]
    kind = context.kinds[target.kind]
    on, columns = (
        (kind.ddl.grant_target or kind.ddl.target)(target),
        target.path[-1:] if target.kind == "column" else (),
    )
    listed = f" ({ident(columns[0])})" if columns else ""
    statements = [Sql(f"REVOKE ALL{listed} ON {on} FROM {role(grantee)}")]
    if model is None and is_owner and not columns:
        return [*statements, Sql(f"GRANT ALL ON {on} TO {role(grantee)}")]
    return [*statements, *(_acl.change((), model.privileges, on, grantee, columns) if model else ())]


def _table(sequence: Ref, context: Context) -> tuple[str, ...] | None:
    """The table whose owner the sequence has."""
    tie = context.after.objects.get(Ref("sequence_owner", sequence.path))
    column = tie.column if tie else context.after.objects[sequence].identity
    return column[:2] if column else None


def implied(ref: Ref, context: Context) -> Iterable[tuple[Ref, Any]]:
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
    ),
    replacement=Replacement(
        survives_type_change=lambda _: True,
    ),
    implicit_objects=implied,
    origin=LoggedState(("relowner",), at_creation=False),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The owner is another one."),
        (Severity.FUNCTIONAL, "The owner is another one."),
        (Severity.FUNCTIONAL, "Another role owns the object, so other rights and row level security apply."),
    ),
    describe=lambda _, model: model.role,
)
