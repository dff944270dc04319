"""Views (`pg_class` with relkind `v`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Change, Ref
from schemasync.core.parse_tree import nodes
from schemasync.core.parser import UNREADABLE, parse
from schemasync.core.sql import Sql, ident, is_true, name, options, parse_options
from schemasync.kinds.catalog import PG_CLASS, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assessment,
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
)
from schemasync.kinds.option_lists import storage
from schemasync.kinds.rename import rename_by


def query(_version: int) -> str:
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, c.relname]::text[],
               pg_get_viewdef(c.oid), {columns("c.oid")}, {storage("c.reloptions")}
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'v' AND {USER_SCHEMA} AND {own_relation()}"""


class ViewColumn(NamedTuple):
    """A column of a view; the collation where it is not the type's."""

    name: str
    type: str
    collation: str | None


def columns(oid: str) -> str:
    """Columns of a view as an array of `ViewColumn`s."""
    return f"""coalesce((SELECT array_agg(ARRAY[a.attname, format_type(a.atttypid, a.atttypmod),
                     CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END]::text[]
                     ORDER BY a.attnum)
               FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
               WHERE a.attrelid = {oid} AND a.attnum > 0 AND NOT a.attisdropped), '{{}}')"""


@dataclass(frozen=True, slots=True)
class View:
    """Attributes: query as `pg_get_viewdef` prints it, columns, options."""

    definition: str
    columns: tuple[ViewColumn, ...]
    options: tuple[str, ...]

    def __post_init__(self) -> None:
        """Give the tuples that were read their names."""
        object.__setattr__(self, "columns", tuple(ViewColumn(*column) for column in self.columns))

    @property
    def runs_as_caller(self) -> bool:
        """Whether it reads its tables with the rights of the role that queries it (`security_invoker`)."""
        return self._has("security_invoker")

    @property
    def is_barrier(self) -> bool:
        """Whether its conditions are checked before those of a query (`security_barrier`)."""
        return self._has("security_barrier")

    def _has(self, option: str) -> bool:
        return is_true(parse_options(self.options).get(option, "false"))


def target(ref: Ref) -> str:
    return f"VIEW {name(*ref.path)}"


def create(ref: Ref, model: View, context: PlanContext) -> list[Sql]:
    """Create it; one that reads itself replaces a view of the same columns."""
    if _reads_itself(ref, model):
        return [*placeholder(ref, model, context), Sql(f"CREATE OR REPLACE {_text(ref, model)}")]
    return [Sql(f"CREATE {_text(ref, model)}")]


def _reads_itself(ref: Ref, model: View) -> bool:
    """Whether its query names the view: `pg_depend` records no such dependency that others have not."""
    if name(*ref.path) not in model.definition:
        return False
    try:
        tree = parse(model.definition)
    except UNREADABLE:
        return False
    read = (node for node in nodes(tree) if type(node).__name__ == "RangeVar")
    return any((table.schemaname, table.relname) == ref.path for table in read)


def _text(ref: Ref, model: View) -> str:
    names = ", ".join(ident(column.name) for column in model.columns)
    listed = f" ({names})" if names else ""
    with_options = f" WITH ({options(parse_options(model.options))})" if model.options else ""
    return f"{target(ref)}{listed}{with_options} AS\n{model.definition.rstrip().removesuffix(';')}"


def change(ref: Ref, before: View, after: View, _context: PlanContext) -> Sequence[Sql] | Replace:
    """CREATE OR REPLACE may add columns at the end; it keeps names and types of those that exist."""
    if after.columns[: len(before.columns)] != before.columns:
        return REPLACE
    return [Sql(f"CREATE OR REPLACE {_text(ref, after)}")]


def placeholder(ref: Ref, model: View, _context: PlanContext) -> list[Sql]:
    """A view of the same columns that depends on nothing but their types."""
    nulls = [
        f"NULL::{column.type}"
        + (f" COLLATE {column.collation}" if column.collation else "")
        + f" AS {ident(column.name)}"
        for column in model.columns
    ]
    return [Sql(f"CREATE OR REPLACE {target(ref)} AS\nSELECT {', '.join(nulls)}")]


def assess(change: Change) -> Assessment:
    if change.before is None:
        return Assessment(Severity.BREAKING, "The view is not in the database; queries that use it fail.")
    if change.after is None:
        return Assessment(Severity.FUNCTIONAL, "The view exists in the database, but no migration creates it.")
    if change.after.runs_as_caller and not change.before.runs_as_caller:
        words = "The view lacks security_invoker: it reads its tables with its owner's rights, past row level security."
        return Assessment(Severity.SECURITY, words)
    if change.after.is_barrier and not change.before.is_barrier:
        words = "The view lacks security_barrier: functions in a query can see rows that the view hides."
        return Assessment(Severity.SECURITY, words)
    if change.attributes == ("options",):
        return Assessment(Severity.FUNCTIONAL, "The view has other options than the migrations give it.")
    return Assessment(Severity.FUNCTIONAL, "The view selects something else than the migrations say.")


KIND = Kind(
    name="view",
    model=View,
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        only_if=UserRows("pg_class", "x.relkind = 'v'"),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target, moves=True),
        create=create,
        drop=plain_drop(target),
        alter=(Alter(("definition", "columns", "options"), change),),
        grant_target=lambda ref: f"TABLE {name(*ref.path)}",
        placeholder=placeholder,
    ),
    order=Order(
        rank=80,
    ),
    replacement=Replacement(
        rebuildable=True,
    ),
    unique_names=lambda ref, _: [("relation", *ref.path), ("type", *ref.path)],
    origin="log",
    code=Code(
        expressions=("definition",),
    ),
    assess=assess,
    describe=_text,
)
