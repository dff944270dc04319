"""Collations (`pg_collation`)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, literal, name
from schemasync.kinds.catalog import PG_COLLATION, USER_SCHEMA, UserRows, own
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Kind,
    Order,
    PlanContext,
    RenamedAway,
    Replacement,
    Severity,
    plain_drop,
    status_assess,
)
from schemasync.kinds.paths import schema_of
from schemasync.kinds.types._types import temporary_name

PROVIDERS = {"c": "libc", "i": "icu", "b": "builtin", "d": "default"}
RULES, ONE_LOCALE = 160000, 170000
"""Server versions in which a collation can have ICU rules, and in which one column has the locale of every provider."""


def query(version: int) -> str:
    locale = "c.colllocale" if version >= ONE_LOCALE else "c.colliculocale"
    rules = "c.collicurules" if version >= RULES else "NULL::text"
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, c.collname]::text[], c.collprovider::text, c.collisdeterministic,
               c.collcollate, c.collctype, {locale}, {rules}
        FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
        WHERE {USER_SCHEMA} AND {own(PG_COLLATION, "c.oid")}"""


@dataclass(frozen=True, slots=True)
class Collation:
    """Attributes: provider (c, i, b), deterministic, LC_COLLATE, LC_CTYPE, locale, ICU rules."""

    provider: str
    deterministic: bool
    collate: str | None
    ctype: str | None
    locale: str | None
    rules: str | None


def target(ref: Ref) -> str:
    return f"COLLATION {name(*ref.path)}"


def create(ref: Ref, model: Collation, _context: PlanContext) -> list[Sql]:
    words = [f"provider = {PROVIDERS[model.provider]}"]
    if model.locale is not None:
        words.append(f"locale = {literal(model.locale)}")
    elif model.collate == model.ctype:
        words.append(f"locale = {literal(model.collate or '')}")
    else:
        words += [f"lc_collate = {literal(model.collate or '')}", f"lc_ctype = {literal(model.ctype or '')}"]
    if not model.deterministic:
        words.append("deterministic = false")
    if model.rules is not None:
        words.append(f"rules = {literal(model.rules)}")
    return [Sql(f"CREATE {target(ref)} ({', '.join(words)})")]


def for_server_version(model: Collation, version: int) -> Collation:
    """The model without ICU rules, which an older server does not have."""
    return replace(model, rules=None) if version < RULES else model


def rename_away(ref: Ref, _before: Collation, _after: Collation, _context: PlanContext) -> RenamedAway:
    """Rename the collation; drop it when no column has it any more."""
    old = temporary_name(ref.name)
    return RenamedAway(
        [Sql(f"ALTER {target(ref)} RENAME TO {ident(old)}")],
        [Sql(f"DROP COLLATION {name(schema_of(ref), old)}")],
    )


KIND = Kind(
    name="collation",
    model=Collation,
    catalog=Catalog(
        oid=PG_COLLATION,
        query=query,
        only_if=UserRows("pg_collation"),
        for_server_version=for_server_version,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("provider", "deterministic", "collate", "ctype", "locale", "rules"), REPLACE),),
    ),
    order=Order(
        rank=12,
    ),
    replacement=Replacement(
        rename_away=rename_away,
    ),
    unique_names=lambda ref, _: [("collation", *ref.path)],
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The collation is not in the database."),
        (Severity.FUNCTIONAL, "The collation exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The collation sorts differently than the migrations say."),
    ),
)
