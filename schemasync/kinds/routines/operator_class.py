"""Operator classes (`pg_opclass`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, name
from schemasync.kinds.catalog import PG_OPCLASS, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Severity,
    plain_drop,
    status_assess,
)
from schemasync.kinds.routines.operator_family import members


def query(_version: int) -> str:
    owned = f"d.refclassid = {PG_OPCLASS} AND d.refobjid = o.oid AND d.deptype = 'i'"
    return f"""
        SELECT o.oid, 0, ARRAY[n.nspname, o.opcname, a.amname]::text[], format_type(o.opcintype, NULL), o.opcdefault,
               ARRAY[fn.nspname, f.opfname]::text[],
               CASE WHEN o.opckeytype <> 0 THEN format_type(o.opckeytype, NULL) END, {members("o.opcfamily", owned)}
        FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace JOIN pg_am a ON a.oid = o.opcmethod
             JOIN pg_opfamily f ON f.oid = o.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
        WHERE {USER_SCHEMA} AND {own(PG_OPCLASS, "o.oid")}"""


@dataclass(frozen=True, slots=True)
class OperatorClass:
    """Attributes as in CREATE OPERATOR CLASS."""

    type: str
    default: bool
    family: tuple[str, str]
    storage: str | None
    members: tuple[str, ...]


def target(ref: Ref) -> str:
    schema, own_name, method = ref.path
    return f"OPERATOR CLASS {name(schema, own_name)} USING {ident(method)}"


def create(ref: Ref, model: OperatorClass, _context: PlanContext) -> list[Sql]:
    default = " DEFAULT" if model.default else ""
    items = [*model.members, *([f"STORAGE {model.storage}"] if model.storage else [])]
    body = ",\n    ".join(items or [f"STORAGE {model.type}"])
    schema, own_name, method = ref.path
    using = f"USING {ident(method)} FAMILY {name(*model.family)}"
    head = f"CREATE OPERATOR CLASS {name(schema, own_name)}{default} FOR TYPE {model.type} {using}"
    return [Sql(f"{head} AS\n    {body}")]


KIND = Kind(
    name="operator_class",
    model=OperatorClass,
    catalog=Catalog(
        oid=PG_OPCLASS,
        query=query,
        only_if=UserRows("pg_opclass"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("type", "default", "family", "storage", "members"), REPLACE),),
    ),
    order=Order(
        rank=39,
    ),
    unique_names=lambda ref, _: [("operator class", *ref.path)],
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The operator class is not in the database; indexes cannot use it."),
        (Severity.FUNCTIONAL, "The operator class exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The operator class is defined differently than in the migrations."),
    ),
)
