"""Materialized views (`pg_class` with relkind `m`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name, options, parse_options, set_options
from schemasync.kinds.catalog import PG_CLASS, USER_SCHEMA, UserRows, own_relation
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
from schemasync.kinds.option_lists import attribute, relation
from schemasync.kinds.rename import rename_by
from schemasync.kinds.tables._column_statements import COMPRESSION, STORAGE
from schemasync.kinds.views.view import ViewColumn, columns


def query(_version: int) -> str:
    return f"""
        SELECT c.oid, 0, ARRAY[n.nspname, c.relname]::text[],
               pg_get_viewdef(c.oid), {columns("c.oid")}, {relation("c", "tc")},
               am.amname::text, ts.spcname::text,
               (SELECT array_agg(ARRAY[a.attname::text, nullif(a.attstattarget, -1)::text,
                                       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END,
                                       nullif(a.attcompression::text, ''), nullif(array_to_string({attribute("a")}, ','), ''),
                                       t.typstorage::text] ORDER BY a.attnum)
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                      AND (a.attstattarget >= 0 OR a.attstorage <> t.typstorage OR a.attcompression <> ''
                           OR {attribute("a")} <> '{{}}')),
               c.relispopulated
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am am ON am.oid = c.relam
             LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
        WHERE c.relkind = 'm' AND {USER_SCHEMA} AND {own_relation()}"""


class ColumnSettings(NamedTuple):
    """Settings of a column, as text; each is None by default.

    Attributes: name, statistics target, storage where it is not its type's, compression, options, storage of the type.
    """

    name: str
    statistics: str | None = None
    storage: str | None = None
    compression: str | None = None
    options: str | None = None
    type_storage: str | None = None

    @property
    def option_list(self) -> list[str]:
        """The options, each `key=value`."""
        return self.options.split(",") if self.options else []


@dataclass(frozen=True, slots=True)
class MaterializedView:
    """Attributes: query, columns, options, access method, tablespace, settings of columns that deviate from their type.

    Whether it is populated is data and not compared.
    """

    definition: str
    columns: tuple[ViewColumn, ...]
    options: tuple[str, ...]
    access_method: str | None
    tablespace: str | None
    settings: tuple[ColumnSettings, ...] | None
    populated: bool = field(compare=False)

    def __post_init__(self) -> None:
        """Give the tuples that were read their names."""
        object.__setattr__(self, "columns", tuple(ViewColumn(*column) for column in self.columns))
        if self.settings is not None:
            object.__setattr__(self, "settings", tuple(ColumnSettings(*settings) for settings in self.settings))


def target(ref: Ref) -> str:
    return f"MATERIALIZED VIEW {name(*ref.path)}"


def create(ref: Ref, model: MaterializedView, _context: PlanContext) -> list[Sql]:
    names = ", ".join(ident(column.name) for column in model.columns)
    method = f" USING {ident(model.access_method)}" if model.access_method not in (None, "heap") else ""
    storage = f" WITH ({options(parse_options(model.options))})" if model.options else ""
    data = "" if model.populated else "\nWITH NO DATA"
    query_text = model.definition.rstrip().removesuffix(";")
    listed = f" ({names})" if names else ""
    space = f" TABLESPACE {ident(model.tablespace)}" if model.tablespace else ""
    text = f"CREATE {target(ref)}{listed}{method}{storage}{space} AS\n{query_text}{data}"
    hazards = (Hazard.FAILS_ON_ROWS,) if model.populated else ()  # its query reads rows, and can fail on them
    return [Sql(text, hazards), *_change_settings(ref, (), model.settings or ())]


def change_options(ref: Ref, before: MaterializedView, after: MaterializedView, _context: PlanContext) -> list[Sql]:
    return set_options(f"ALTER {target(ref)}", before.options, after.options)


def change_method(ref: Ref, _before: MaterializedView, after: MaterializedView, _context: PlanContext) -> list[Sql]:
    text = f"ALTER {target(ref)} SET ACCESS METHOD {ident(after.access_method or 'heap')}"
    return [Sql(text, (Hazard.TABLE_REWRITE,))]


def change_tablespace(ref: Ref, _before: MaterializedView, after: MaterializedView, _context: PlanContext) -> list[Sql]:
    return [
        Sql(f"ALTER {target(ref)} SET TABLESPACE {ident(after.tablespace or 'pg_default')}", (Hazard.TABLE_REWRITE,))
    ]


def change_settings(ref: Ref, before: MaterializedView, after: MaterializedView, _context: PlanContext) -> list[Sql]:
    return _change_settings(ref, before.settings or (), after.settings or ())


def _change_settings(ref: Ref, before: tuple[ColumnSettings, ...], after: tuple[ColumnSettings, ...]) -> list[Sql]:
    statements: list[Sql] = []
    settings_before = {settings.name: settings for settings in before}
    settings_after = {settings.name: settings for settings in after}
    for column in {**settings_before, **settings_after}:
        old = settings_before.get(column, ColumnSettings(column))
        new = settings_after.get(column, ColumnSettings(column))
        prefix = f"ALTER {target(ref)} ALTER COLUMN {ident(column)}"
        if old.statistics != new.statistics:
            statements.append(Sql(f"{prefix} SET STATISTICS {new.statistics or -1}"))
        if old.storage != new.storage:
            storage = new.storage or new.type_storage or old.type_storage or "x"
            statements.append(Sql(f"{prefix} SET STORAGE {STORAGE[storage]}"))
        if old.compression != new.compression:
            statements.append(Sql(f"{prefix} SET COMPRESSION {COMPRESSION.get(new.compression or '', 'default')}"))
        statements += set_options(prefix, old.option_list, new.option_list)
    return statements


KIND = Kind(
    name="materialized_view",
    model=MaterializedView,
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        only_if=UserRows("pg_class", "x.relkind = 'm'"),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target, moves=True),
        create=create,
        drop=plain_drop(target),
        alter=(
            Alter(("definition", "columns"), REPLACE),
            Alter(("options",), change_options),
            Alter(("access_method",), change_method),
            Alter(("tablespace",), change_tablespace),
            Alter(("settings",), change_settings),
        ),
        grant_target=lambda ref: f"TABLE {name(*ref.path)}",
    ),
    order=Order(
        rank=82,
    ),
    unique_names=lambda ref, _: [("relation", *ref.path), ("type", *ref.path)],
    code=Code(
        expressions=("definition",),
        calls_dependencies=True,
    ),
    origin="log",
    assess=status_assess(
        (Severity.BREAKING, "The materialized view is not in the database; queries that use it fail."),
        (Severity.FUNCTIONAL, "The materialized view exists in the database, but no migration creates it."),
        (Severity.FUNCTIONAL, "The materialized view is defined differently than in the migrations."),
    ),
    describe=lambda _, model: model.definition,
)
