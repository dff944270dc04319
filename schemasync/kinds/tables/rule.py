"""Rewrite rules (`pg_rewrite`) other than `_RETURN`, which is a view's query."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import PG_REWRITE, RELATION_KINDS, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.firing_states import ENABLE
from schemasync.kinds.kind import (
    Alter,
    Catalog,
    Code,
    Ddl,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
    plain_drop,
    status_assess,
)
from schemasync.kinds.paths import relation_name, relation_of


def query(_version: int) -> str:
    return f"""
        SELECT r.oid, 0, ARRAY[n.nspname, c.relname, r.rulename]::text[],
               pg_get_ruledef(r.oid), r.ev_enabled::text, c.relkind::text
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.rulename <> '_RETURN' AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Rule:
    """Attributes: definition as `pg_get_ruledef` prints it, enabled (O, D, R, A), `relkind` of its relation."""

    definition: str
    enabled: str
    relation_kind: str = field(compare=False)


def target(ref: Ref) -> str:
    return f"RULE {ident(ref.name)} ON {relation_name(ref)}"


def _enable(ref: Ref, model: Rule) -> Sql:
    return Sql(f"ALTER TABLE {relation_name(ref)} {ENABLE[model.enabled]} RULE {ident(ref.name)}")


def create(ref: Ref, model: Rule, _context: PlanContext) -> list[Sql]:
    made = [Sql(model.definition.rstrip().removesuffix(";"))]
    return made if model.enabled == "O" else [*made, _enable(ref, model)]


def change(ref: Ref, _before: Rule, after: Rule, _context: PlanContext) -> list[Sql] | Replace:
    text = after.definition.rstrip().removesuffix(";").replace("CREATE RULE", "CREATE OR REPLACE RULE", 1)
    return [Sql(text)]


def change_enabled(ref: Ref, _before: Rule, after: Rule, _context: PlanContext) -> list[Sql]:
    return [_enable(ref, after)]


KIND = Kind(
    name="rule",
    model=Rule,
    parent=lambda ref, model: Ref(RELATION_KINDS[model.relation_kind], relation_of(ref)),
    catalog=Catalog(
        oid=PG_REWRITE,
        query=query,
        only_if=UserRows("pg_rewrite", "x.rulename <> '_RETURN'"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("definition",), change), Alter(("enabled",), change_enabled)),
    ),
    order=Order(
        rank=84,
    ),
    replacement=Replacement(
        rebuildable=True,
    ),
    unique_names=lambda ref, _: [("rule", *ref.path)],
    code=Code(
        expressions=("definition",),
    ),
    assess=status_assess(
        (Severity.FUNCTIONAL, "The rewrite rule is not in the database."),
        (Severity.FUNCTIONAL, "The rewrite rule exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The rewrite rule does something else than the migrations say."),
    ),
    describe=lambda _, model: model.definition,
)
