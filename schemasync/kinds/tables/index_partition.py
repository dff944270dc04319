"""Attachment of a partition's index to its parent's (`pg_inherits` between indexes)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, dollar, ident, literal, name
from schemasync.kinds._catalog import USER_SCHEMA
from schemasync.kinds._kind import (
    REPLACE,
    Alter,
    Catalog,
    Context,
    Ddl,
    Kind,
    Order,
    Replacement,
    Severity,
    once_per_plan,
    status_assess,
)
from schemasync.kinds.tables._inheritance import ATTACHABLE_EXCLUSION, hangs_on, renamed


def query(_version: int) -> str:
    return f"""
        SELECT NULL::oid, 0, ARRAY[n.nspname, i.relname]::text[],
               ARRAY[pn.nspname, p.relname]::text[], ct.relname::text, pt.relname::text,
               k.conname::text, pk.conname::text, coalesce(k.contype = 'x', false)
        FROM pg_inherits h JOIN pg_class i ON i.oid = h.inhrelid JOIN pg_namespace n ON n.oid = i.relnamespace
             JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
             JOIN pg_index ix ON ix.indexrelid = i.oid JOIN pg_class ct ON ct.oid = ix.indrelid
             JOIN pg_index px ON px.indexrelid = p.oid JOIN pg_class pt ON pt.oid = px.indrelid
             LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
             LEFT JOIN pg_constraint pk ON pk.conindid = p.oid AND pk.contype IN ('p', 'u', 'x')
        WHERE i.relkind IN ('i', 'I') AND {USER_SCHEMA}"""


@dataclass(frozen=True, slots=True)
class IndexPartition:
    """Attributes: the parent index (schema, name); tables and constraints of both sides."""

    index: tuple[str, str]
    table: str
    parent_table: str
    constraint: str | None
    parent_constraint: str | None
    exclusion: bool = field(compare=False)


def target(ref: Ref) -> str:
    return f"INDEX {name(*ref.path)}"


def create(ref: Ref, model: IndexPartition, context: Context) -> list[Sql]:
    if renamed(ref, context, old=True):
        return []
    if model.exclusion and context.after.server_version < ATTACHABLE_EXCLUSION:
        return _take_over(ref, model, context)
    return [Sql(f"ALTER INDEX {name(*model.index)} ATTACH PARTITION {name(*ref.path)}")]


def _take_over(ref: Ref, model: IndexPartition, context: Context) -> list[Sql]:
    """The parent's constraint made one for the partition, under a name of the server's choice; one of its own goes."""
    own = Ref("constraint", (ref.path[0], model.table, model.constraint or ""))
    table = name(ref.path[0], model.table)
    gone = f"""
            IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = {literal(table)}::pg_catalog.regclass
                       AND conname = {literal(own.path[2])} AND conparentid = 0) THEN
                ALTER TABLE {table} DROP CONSTRAINT {ident(own.path[2])};
            END IF;"""
    body = f"""
        DECLARE found pg_catalog.regclass := (SELECT i.inhrelid FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid
            WHERE i.inhparent = {literal(name(*model.index))}::pg_catalog.regclass
                  AND x.indrelid = {literal(table)}::pg_catalog.regclass);
        BEGIN{gone if own in context.before.objects else ""}
            IF found::pg_catalog.text <> {literal(name(*ref.path))} THEN
                EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', found, {literal(ref.path[1])});
            END IF;
        END"""
    return [Sql(f"DO {dollar(body)}")]


def drop(_ref: Ref, _model: IndexPartition, _context: Context) -> list[Sql]:
    return []  # PostgreSQL detaches an index only together with its table or its parent


def parent(ref: Ref, model: IndexPartition) -> Ref:
    if model.constraint:
        return Ref("constraint", (ref.path[0], model.table, model.constraint))
    return Ref("index", ref.path)


def needs(ref: Ref, model: IndexPartition) -> list[Ref]:
    return [hangs_on(model), attachment(ref, model)] if model.parent_constraint else [hangs_on(model)]


def attachment(ref: Ref, model: IndexPartition) -> Ref:
    """The table's, with whose end the index's ends too."""
    return Ref("inheritance", (ref.path[0], model.table, model.index[0], model.parent_table))


def bound(ref: Ref, model: IndexPartition, context: Context) -> tuple[Ref, Ref] | None:
    """PostgreSQL detaches an index only together with its table."""
    return None if renamed(ref, context) else (hangs_on(model), attachment(ref, model))


def behind(ref: Ref, context: Context) -> list[Ref]:
    """The parent's own, where that comes by another name at first."""
    model = context.after.objects[ref]
    by_name = model.exclusion and context.after.server_version < ATTACHABLE_EXCLUSION
    return [Ref(ref.kind, model.index)] if by_name else []


def rivals(ref: Ref, model: IndexPartition, context: Context) -> list[Ref]:
    """Indexes of the table that are like this one: when the table is attached, the server takes the first it finds.

    It takes none that is invalid (over partitions without a part of it), but makes a new one for the parent's index:
    so that must come later. Source: `AttachPartitionEnsureIndexes` of PostgreSQL's tablecmds.c.
    """
    own, found = parent(ref, model), _by_table(context)[ref.path[0], model.table]
    if getattr(context.after.objects.get(own), "without", None) is not None:
        return [hangs_on(model)]
    shape = next((shape for other, shape in found if other == own), None)
    return [other for other, other_shape in found if other != own and other_shape == shape]


@once_per_plan
def _by_table(context: Context) -> Mapping[tuple[str, str], list[tuple[Ref, str]]]:
    """Unattached indexes and keys of each table, and this one's own, with what they are over."""
    found: dict[tuple[str, str], list[tuple[Ref, str]]] = defaultdict(list)
    for other, its in context.after.objects.items():
        if other.kind == "index":
            found[other.path[0], its.table].append((other, _over(its.definition, unique=its.unique)))
        elif other.kind == "constraint" and its.type in "pu":
            found[other.path[0], other.path[1]].append((other, _over(its.definition, unique=True)))
    return found


def _over(definition: str, *, unique: bool) -> str:
    """The definition behind name, method and table; two indexes may be called alike that are not, never the reverse."""
    return f"{unique} {definition.partition('(')[2].partition(' NULLS NOT DISTINCT')[0]}"


KIND = Kind(
    name="index_partition",
    model=IndexPartition,
    parent=parent,
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("index", "table", "parent_table", "constraint", "parent_constraint"), REPLACE),),
    ),
    order=Order(
        rank=72,
        requires=needs,
        create_after=behind,
    ),
    replacement=Replacement(
        detached_with=bound,
        index_candidates=rivals,
    ),
    origin="parent",
    assess=status_assess(
        (Severity.PERFORMANCE, "The partition's index is not part of its parent's index."),
        (Severity.PERFORMANCE, "The partition's index is part of a parent's index, which no migration asks for."),
        (Severity.PERFORMANCE, "The partition's index is part of another parent's index."),
    ),
)
