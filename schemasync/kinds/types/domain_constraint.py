"""CHECK constraints of domains (`pg_constraint` with contypid)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident
from schemasync.kinds.catalog import PG_CONSTRAINT, PG_TYPE, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Code,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import all_of
from schemasync.kinds.paths import relation_name, relation_of
from schemasync.kinds.types._types import is_contained


def query(_version: int) -> str:
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, t.typname, c.conname]::text[],
               pg_get_constraintdef(c.oid), c.convalidated
        FROM pg_constraint c JOIN pg_type t ON t.oid = c.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE c.contype = 'c' AND {USER_SCHEMA} AND {own(PG_TYPE, "t.oid")}"""


@dataclass(frozen=True, slots=True)
class DomainConstraint:
    """Attributes: definition as `pg_get_constraintdef` prints it (with NOT VALID), validated."""

    definition: str
    validated: bool


def target(ref: Ref) -> str:
    return f"CONSTRAINT {ident(ref.name)} ON DOMAIN {relation_name(ref)}"


def create(ref: Ref, model: DomainConstraint, _context: PlanContext) -> list[Sql]:
    text = f"ALTER DOMAIN {relation_name(ref)} ADD CONSTRAINT {ident(ref.name)} {model.definition}"
    return [Sql(text, (Hazard.VALIDATION_SCAN,) if model.validated else ())]


def drop(ref: Ref, _model: DomainConstraint, _context: PlanContext) -> list[Sql]:
    return [Sql(f"ALTER DOMAIN {relation_name(ref)} DROP CONSTRAINT {ident(ref.name)}")]


def clause(ref: Ref, model: DomainConstraint, _context: PlanContext) -> str | None:
    return f"CONSTRAINT {ident(ref.name)} {model.definition}" if model.validated else None


def change(ref: Ref, before: DomainConstraint, after: DomainConstraint, _context: PlanContext) -> list[Sql] | Replace:
    """Validate a constraint that differs in its validation alone."""
    if not before.validated and after.validated and before.definition == f"{after.definition} NOT VALID":
        text = f"ALTER DOMAIN {relation_name(ref)} VALIDATE CONSTRAINT {ident(ref.name)}"
        return [Sql(text, (Hazard.VALIDATION_SCAN,))]
    return REPLACE


def must_rebuild(context: PlanContext) -> Iterator[Ref]:
    """Domains that get a constraint while another type contains them: PostgreSQL does not check values in there, and refuses it."""
    before = context.before.objects
    for ref, model in all_of(context.after.objects, DomainConstraint):
        domain = Ref("domain", relation_of(ref))
        if model.validated and before.get(ref) != model and domain in before and is_contained(domain, context):
            yield domain


KIND = Kind(
    name="domain_constraint",
    model=DomainConstraint,
    parent=lambda ref, _: Ref("domain", relation_of(ref)),
    catalog=Catalog(
        oid=PG_CONSTRAINT,
        query=query,
        only_if=UserRows("pg_constraint", "x.contypid <> 0"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("definition", "validated"), change),),
    ),
    order=Order(
        rank=23,
    ),
    inline=InlineClause(
        parents=("domain",),
        clause=clause,
    ),
    replacement=Replacement(
        rebuildable=True,
        must_rebuild=must_rebuild,
    ),
    code=Code(
        expressions=("definition",),
        calls_dependencies=True,
    ),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The database accepts values that the migrations' constraint refuses."),
        (Severity.FUNCTIONAL, "The database checks a constraint that no migration defines."),
        (Severity.FUNCTIONAL, "The constraint checks something else than the migrations say."),
    ),
)
