"""Indexes that are not behind a constraint (`pg_index`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, ident, name, set_options
from schemasync.kinds.catalog import PG_CLASS, RELATION_KINDS, USER_SCHEMA, UserRows, own_relation
from schemasync.kinds.inheritance import attachment
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
)
from schemasync.kinds.objects import get
from schemasync.kinds.option_lists import storage
from schemasync.kinds.paths import QualifiedName, schema_of
from schemasync.kinds.rename import rename_by
from schemasync.kinds.tables._index_attachment import attached_indexes, renamed_from, renamed_to

PRINTED_OPTIONS = """' WITH (' || (SELECT string_agg(quote_ident(k) || '=' || CASE WHEN quote_ident(v) = v THEN v
                                                       ELSE quote_literal(v) END, ', ' ORDER BY o)
                                FROM (SELECT split_part(pair, '=', 1), substr(pair, strpos(pair, '=') + 1), o
                                      FROM unnest(i.reloptions) WITH ORDINALITY u(pair, o)) p(k, v, o)) || ')'"""
"""The storage options as `pg_get_indexdef` prints them; they are compared apart from it, as they change in place."""


def query(_version: int) -> str:
    return f"""
        SELECT i.oid, 0, ARRAY[n.nspname, i.relname]::text[],
               CASE WHEN i.reloptions IS NULL THEN d.text ELSE replace(d.text, {PRINTED_OPTIONS}, '') END,
               {storage("i.reloptions")}, ts.spcname::text,
               CASE WHEN i.reloptions IS NOT NULL THEN d.text END, x.indisvalid OR i.relkind = 'I',
               CASE WHEN x.indexprs IS NOT NULL THEN
                   (SELECT array_agg(ARRAY[a.attnum, a.attstattarget]::int[] ORDER BY a.attnum) FROM pg_attribute a
                    WHERE a.attrelid = i.oid AND a.attstattarget >= 0) END,
               CASE WHEN i.relkind = 'I' AND NOT x.indisvalid THEN
                   (SELECT array_agg(ARRAY[hn.nspname, h.relname]::text[] ORDER BY hn.nspname, h.relname)
                    FROM pg_inherits l JOIN pg_class h ON h.oid = l.inhrelid JOIN pg_namespace hn ON hn.oid = h.relnamespace
                    WHERE l.inhparent = c.oid AND NOT EXISTS (
                          SELECT FROM pg_inherits a JOIN pg_index ax ON ax.indexrelid = a.inhrelid
                          WHERE a.inhparent = i.oid AND ax.indrelid = h.oid)) END,
               c.relname::text, c.relkind::text, x.indisunique,
               x.indexprs IS NOT NULL OR x.indpred IS NOT NULL
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
             JOIN pg_class c ON c.oid = x.indrelid
             LEFT JOIN pg_tablespace ts ON ts.oid = i.reltablespace
             CROSS JOIN LATERAL (SELECT pg_get_indexdef(i.oid) AS text OFFSET 0) d
        WHERE c.relkind IN ('r', 'p', 'm') AND {USER_SCHEMA} AND {own_relation()} AND {own_relation("i")}
              AND i.oid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x'))"""


@dataclass(frozen=True, slots=True)
class Index:
    """An index.

    Attributes:
        definition: as `pg_get_indexdef` prints it, without its storage options.
        options: the storage options.
        tablespace: None for the database's.
        valid: whether queries may use it.
        statistics: (number of the column, statistics target) of its expressions.
        without: partitions whose tables have no part of it: it was created with ON ONLY, or before they were attached.

    Not compared:
        text: as `pg_get_indexdef` prints it, where it has storage options.
        table, relation_kind: name and `relkind` of the table or materialized view.
        unique: whether it is unique.
        expressions: whether it has expressions or a condition.
    """

    definition: str
    options: tuple[str, ...]
    tablespace: str | None
    text: str | None = field(compare=False)
    valid: bool
    statistics: tuple[tuple[int, int], ...] | None
    without: tuple[tuple[str, str], ...] | None
    table: str = field(compare=False)
    relation_kind: str = field(compare=False)
    unique: bool = field(compare=False)
    expressions: bool = field(compare=False)


def target(ref: Ref) -> str:
    return f"INDEX {name(*ref.path)}"


def create(ref: Ref, model: Index, context: PlanContext) -> list[Sql]:
    if old := renamed_from(Ref("index_partition", ref.path), context):
        return _rename(Ref("index", old.path), ref, context)
    moved = change_tablespace(ref, model, model, context) if model.tablespace else []
    hazards = _hazards(model) if Ref("table", (schema_of(ref), model.table)) not in context.created else ()
    only = model.relation_kind == "p"  # as `pg_get_indexdef` prints it
    created = Sql(model.text or model.definition, hazards, only=only)
    return [created, *moved, *_statistics(ref, model)]


def _hazards(model: Index) -> tuple[Hazard, ...]:
    """Hazards on a table with rows: equal keys, and expressions that a row makes fail."""
    if model.unique:
        return (Hazard.VALIDATION_SCAN,)
    return (Hazard.FAILS_ON_ROWS,) if model.expressions else ()


def _rename(old: Ref, ref: Ref, context: PlanContext) -> list[Sql]:
    """Rename a partition's index: PostgreSQL drops it only with the partitioned table's."""
    before, after = get(context.before.objects, old, Index), get(context.after.objects, ref, Index)
    renaming = Sql(f"ALTER {target(old)} RENAME TO {ident(ref.name)}")
    moved = change_tablespace(ref, before, after, context) if before.tablespace != after.tablespace else []
    settings = [*_set_options(ref, before, after), *change_statistics(ref, before, after, context)]
    return [renaming, *moved, *settings]


def change_tablespace(ref: Ref, _before: Index, after: Index, _context: PlanContext) -> list[Sql]:
    text = f"ALTER {target(ref)} SET TABLESPACE {ident(after.tablespace or 'pg_default')}"
    return [Sql(text, (Hazard.ACCESS_EXCLUSIVE,))]


def drop(ref: Ref, _model: Index, context: PlanContext) -> list[Sql]:
    if renamed_to(Ref("index_partition", ref.path), context):
        return []
    return [Sql(f"DROP {target(ref)}{' CASCADE' if _has_attached_key(ref, context) else ''}")]


def _has_attached_key(ref: Ref, context: PlanContext) -> bool:
    """Whether the index of a partition's key is attached to the index: PostgreSQL drops it too, but only by CASCADE."""
    attached = attached_indexes(ref, context)
    return any(model.constraint or _has_attached_key(child, context) for child, model in attached)


def change_options(ref: Ref, before: Index, after: Index, _context: PlanContext) -> list[Sql] | Replace:
    """No statement changes the options of a partitioned table's index, which its partitions' are created with."""
    return REPLACE if after.relation_kind == "p" else _set_options(ref, before, after)


def _set_options(ref: Ref, before: Index, after: Index) -> list[Sql]:
    return set_options(f"ALTER {target(ref)}", before.options, after.options)


def _statistics(ref: Ref, model: Index) -> list[Sql]:
    return [Sql(f"ALTER {target(ref)} ALTER COLUMN {n} SET STATISTICS {value}") for n, value in model.statistics or ()]


def change_statistics(ref: Ref, before: Index, after: Index, _context: PlanContext) -> list[Sql]:
    gone = {n for n, _ in before.statistics or ()} - {n for n, _ in after.statistics or ()}
    reset = [Sql(f"ALTER {target(ref)} ALTER COLUMN {n} SET STATISTICS -1") for n in sorted(gone)]
    return reset + _statistics(ref, after)


def revalidate(ref: Ref, _before: Index, after: Index, _context: PlanContext) -> list[Sql]:
    """Rebuild an invalid index; no plan makes an index invalid."""
    return [Sql(f"REINDEX {target(ref)}", (Hazard.ACCESS_EXCLUSIVE, *_hazards(after)))] if after.valid else []


def assess(change: Change) -> Assessment:
    model = change.after or change.before
    severity = Severity.FUNCTIONAL if model.unique else Severity.PERFORMANCE
    if change.before is None:
        words = "duplicates are accepted" if model.unique else "queries that would use it may be slower"
        return Assessment(severity, f"The index is not in the database: {words}.")
    if change.after is None:
        return Assessment(severity, "The index exists in the database, but no migration creates it.")
    if change.attributes == ("valid",):
        return Assessment(
            Severity.PERFORMANCE, "The index is invalid: its building was interrupted, and no query uses it."
        )
    return Assessment(severity, "The index is defined differently than in the migrations.")


KIND = Kind(
    name="index",
    model=Index,
    parent=lambda ref, model: Ref(RELATION_KINDS[model.relation_kind], (schema_of(ref), model.table)),
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        only_if=UserRows("pg_index", oid="indexrelid"),
    ),
    ddl=Ddl(
        target=target,
        rename=rename_by(target),
        create=create,
        drop=drop,
        alter=(
            Alter(("definition",), REPLACE),
            Alter(("without",), REPLACE),
            Alter(("options",), change_options),
            Alter(("tablespace",), change_tablespace),
            Alter(("valid",), revalidate),
            Alter(("statistics",), change_statistics),
        ),
    ),
    order=Order(
        rank=50,
        requires=lambda ref, model: [
            attachment(partition, QualifiedName(schema_of(ref), model.table)) for partition in model.without or ()
        ],
    ),
    replacement=Replacement(
        rebuildable=True,
        survives_type_change=lambda _: True,
    ),
    unique_names=lambda ref, _: [("relation", *ref.path)],
    code=Code(
        expressions=("definition",),
        calls_dependencies=True,
        same_for_all_types=lambda model: not model.expressions,
    ),
    origin="created",
    assess=assess,
    describe=lambda _, model: model.text or model.definition,
)
