"""Comments on any object (`pg_description`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, literal
from schemasync.kinds.catalog import FIRST_USER_OID, PG_NAMESPACE
from schemasync.kinds.kind import Alter, Catalog, Ddl, Kind, Order, PlanContext, Replacement, Severity, status_assess

STANDARD = "standard public schema"
"""The comment that initdb writes on the schema public, which pg_dump leaves out too."""


def query(_version: int) -> str:
    return f"""
        SELECT d.classoid, d.objoid, d.objsubid, '{{}}'::text[], d.description
        FROM pg_description d
        WHERE d.objoid >= {FIRST_USER_OID}
              AND NOT (d.classoid = {PG_NAMESPACE} AND d.objoid = (SELECT oid FROM pg_namespace WHERE nspname = 'public'))
        UNION ALL
        SELECT {PG_NAMESPACE}, n.oid, 0, '{{}}'::text[], coalesce(d.description, '')
        FROM pg_namespace n LEFT JOIN (SELECT * FROM pg_description WHERE classoid = {PG_NAMESPACE}) d ON d.objoid = n.oid
        WHERE n.nspname = 'public' AND d.description IS DISTINCT FROM {literal(STANDARD)}"""


@dataclass(frozen=True, slots=True)
class Comment:
    """Attributes: the text."""

    text: str


def target(ref: Ref) -> str:
    return str(ref.subject)


def _comment(ref: Ref, text: str, context: PlanContext) -> list[Sql]:
    return [Sql(f"COMMENT ON {context.kinds[ref.subject.kind].ddl.target(ref.subject)} IS {text}")]


def create(ref: Ref, model: Comment, context: PlanContext) -> list[Sql]:
    return _comment(ref, literal(model.text), context)


def drop(ref: Ref, _model: Comment, context: PlanContext) -> list[Sql]:
    return _comment(ref, literal(STANDARD) if ref.of == Ref("schema", ("public",)) else "NULL", context)


def change(ref: Ref, _before: Comment, after: Comment, context: PlanContext) -> list[Sql]:
    return create(ref, after, context)


def implicit_objects(ref: Ref, _context: PlanContext) -> Iterable[tuple[Ref, Comment]]:
    """A public schema that a plan creates has no comment, which differs from initdb's."""
    if ref == Ref("schema", ("public",)):
        yield Ref("comment", (), ref), Comment("")


KIND = Kind(
    name="comment",
    model=Comment,
    satellite=True,
    catalog=Catalog(
        oid=0,
        query=query,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("text",), change),),
        phrase=lambda _, of: f"comment on {of}",
    ),
    order=Order(
        rank=94,
    ),
    replacement=Replacement(
        survives_type_change=lambda _: True,
    ),
    implicit_objects=implicit_objects,
    origin="description",
    assess=status_assess(
        (Severity.COSMETIC, "The comment is not in the database."),
        (Severity.COSMETIC, "The comment is in the database, but in no migration."),
        (Severity.COSMETIC, "The comment's text differs."),
    ),
    describe=lambda _, model: model.text,
)
