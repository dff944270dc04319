"""Owners of all objects that have one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from schemasync.model import Ref
from schemasync.objects import _catalog as c
from schemasync.objects._kind import Alter, Context, Kind, Severity, status_assess
from schemasync.sql import Sql, role

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


def of(ref: Ref) -> Ref:
    """The object that is owned."""
    return Ref(ref.path[0], ref.path[1:])


def create(ref: Ref, model: Owner, context: Context) -> list[Sql]:
    target = context.kinds[ref.path[0]].target(of(ref))
    if follows_table(ref, context):
        return []
    return [Sql(f"ALTER {target} OWNER TO {role(model.role)}")]


def follows_table(ref: Ref, context: Context) -> bool:
    """A sequence that is tied to a column changes its owner with the table."""
    if ref.path[0] != "sequence":
        return False
    tie = Ref("sequence_owner", ref.path[1:])
    tied = tie in context.before.objects and tie in context.after.objects
    return tied or context.after.objects[of(ref)].identity is not None


def drop(_ref: Ref, _model: Owner, _context: Context) -> list[Sql]:
    return []  # an object never loses its owner


def change(ref: Ref, _before: Owner, after: Owner, context: Context) -> list[Sql]:
    return create(ref, after, context)


def implied(ref: Ref, context: Context) -> Iterable[tuple[Ref, Any]]:
    """Whoever creates an object owns it."""
    owner = Ref("owner", (ref.kind, *ref.path))
    if owner in context.after.objects:
        yield owner, Owner(context.role)


KIND = Kind(
    name="owner",
    catalog=0,
    model=Owner,
    query=query,
    target=lambda ref: str(of(ref)),
    create=create,
    drop=drop,
    alter=(Alter(("role",), change),),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The owner is another one."),
        (Severity.FUNCTIONAL, "The owner is another one."),
        (Severity.FUNCTIONAL, "Another role owns the object, so other rights and row level security apply."),
    ),
    rank=91,
    attached=True,
    survives=lambda _: True,
    implied=implied,
    origin="state",
    show=lambda _, model: model.role,
)
