"""Operators (`pg_operator`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_OPERATOR, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Severity,
    plain_drop,
    status_assess,
)
from schemasync.kinds.paths import schema_of


def _operator(oid: str) -> str:
    """`OPERATOR(schema.name)` for an operator's OID; NULL for none."""
    return f"""(SELECT 'OPERATOR(' || quote_ident(rn.nspname) || '.' || r.oprname || ')' FROM pg_operator r
                JOIN pg_namespace rn ON rn.oid = r.oprnamespace WHERE r.oid = {oid})"""


def query(_version: int) -> str:
    return f"""
        SELECT o.oid, 0, ARRAY[n.nspname, o.oprname, CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL)
                               ELSE 'NONE' END, format_type(o.oprright, NULL)]::text[],
               o.oprcode::text, {_operator("o.oprcom")}, {_operator("o.oprnegate")},
               nullif(o.oprrest::oid, 0)::regproc::text, nullif(o.oprjoin::oid, 0)::regproc::text,
               o.oprcanmerge, o.oprcanhash
        FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
        WHERE o.oprcode <> 0 AND {USER_SCHEMA} AND {own(PG_OPERATOR, "o.oid")}"""


@dataclass(frozen=True, slots=True)
class Operator:
    """Attributes as in CREATE OPERATOR."""

    function: str
    commutator: str | None
    negator: str | None
    restrict: str | None
    join: str | None
    merges: bool
    hashes: bool


def target(ref: Ref) -> str:
    left, right = _argument_types(ref)
    return f"OPERATOR {_qualified(ref)} ({left}, {right})"


def _qualified(ref: Ref) -> str:
    """Schema and name of an operator; the name is never quoted, as it is no identifier."""
    schema, symbol, *_ = ref.path
    return f"{ident(schema)}.{symbol}"


def _argument_types(ref: Ref) -> tuple[str, str]:
    _, _, left, right = ref.path
    return left, right


def create(ref: Ref, model: Operator, _context: PlanContext) -> list[Sql]:
    left, right = _argument_types(ref)
    words = {
        "FUNCTION": model.function,
        "LEFTARG": left if left != "NONE" else None,
        "RIGHTARG": right,
        "COMMUTATOR": model.commutator,
        "NEGATOR": model.negator,
        "RESTRICT": model.restrict,
        "JOIN": model.join,
    }
    parts = [f"{word} = {value}" for word, value in words.items() if value]
    parts += [word for word, on in (("HASHES", model.hashes), ("MERGES", model.merges)) if on]
    return [Sql(f"CREATE OPERATOR {_qualified(ref)} ({', '.join(parts)})")]


KIND = Kind(
    name="operator",
    model=Operator,
    catalog=Catalog(
        oid=PG_OPERATOR,
        query=query,
        only_if=UserRows("pg_operator"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("function", "commutator", "negator", "restrict", "join", "merges", "hashes"), REPLACE),),
    ),
    order=Order(
        rank=38,
    ),
    unique_names=lambda ref, _: [("operator", *ref.path)],
    code=Code(
        operator_schema=lambda ref, _: schema_of(ref),
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The operator is not in the database; expressions that use it fail."),
        (Severity.FUNCTIONAL, "The operator exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The operator works differently than the migrations say."),
    ),
)
