"""Procedural languages (`pg_language`)."""

from __future__ import annotations

from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident
from schemasync.kinds.catalog import FIRST_USER_OID, PG_LANGUAGE, own
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


def query(_version: int) -> str:
    return f"""
        SELECT l.oid, 0, ARRAY[l.lanname]::text[], l.lanpltrusted, nullif(l.lanplcallfoid, 0)::regproc::text,
               nullif(l.laninline, 0)::regproc::text, nullif(l.lanvalidator, 0)::regproc::text
        FROM pg_language l WHERE l.lanispl AND l.oid >= {FIRST_USER_OID} AND {own(PG_LANGUAGE, "l.oid")}"""


def extra_addresses(_version: int) -> str:
    """All languages: a user can grant privileges on those that PostgreSQL and extensions bring."""
    return f"SELECT {PG_LANGUAGE}, l.oid, 0, 'language', ARRAY[l.lanname]::text[] FROM pg_language l WHERE l.lanispl"


@dataclass(frozen=True, slots=True)
class Language:
    """Attributes: trusted, handler, inline handler, validator."""

    trusted: bool
    handler: str | None
    inline: str | None
    validator: str | None


def target(ref: Ref) -> str:
    return f"LANGUAGE {ident(ref.name)}"


def create(ref: Ref, model: Language, _context: PlanContext) -> list[Sql]:
    words = "".join(
        f" {word} {value}"
        for word, value in (("HANDLER", model.handler), ("INLINE", model.inline), ("VALIDATOR", model.validator))
        if value
    )
    return [Sql(f"CREATE {'TRUSTED ' if model.trusted else ''}{target(ref)}{words}")]


KIND = Kind(
    name="language",
    model=Language,
    schema_at=None,
    catalog=Catalog(
        oid=PG_LANGUAGE,
        query=query,
        extra_addresses=extra_addresses,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("trusted", "handler", "inline", "validator"), REPLACE),),
    ),
    order=Order(
        rank=33,
    ),
    origin="created",
    assess=status_assess(
        (Severity.BREAKING, "The language is not in the database."),
        (Severity.SECURITY, "The language exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The language differs from the migrations."),
    ),
)
