"""Attachment of a partition's index to its parent's (`pg_inherits` between indexes)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from schemasync.core.model import Ref
from schemasync.core.once import once_per_context
from schemasync.core.sql import Sql, dollar, ident, literal, name
from schemasync.kinds import inheritance
from schemasync.kinds.catalog import USER_SCHEMA, UserRows
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Catalog,
    Ddl,
    Detachment,
    Kind,
    Order,
    PlanContext,
    Replacement,
    Severity,
    status_assess,
)
from schemasync.kinds.objects import find, get
from schemasync.kinds.paths import QualifiedName, relation_of, schema_of
from schemasync.kinds.tables._constraint_model import Constraint
from schemasync.kinds.tables._index_attachment import (
    ATTACHABLE_EXCLUSION,
    IndexPartition,
    parent_index,
    renamed_from,
    renamed_to,
)
from schemasync.kinds.tables.index import Index


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


def target(ref: Ref) -> str:
    return f"INDEX {name(*ref.path)}"


def create(ref: Ref, model: IndexPartition, context: PlanContext) -> list[Sql]:
    if renamed_from(ref, context):
        return []
    if model.exclusion and context.after.server_version < ATTACHABLE_EXCLUSION:
        return _rename_inherited(ref, model, context)
    return [Sql(f"ALTER INDEX {name(*model.index)} ATTACH PARTITION {name(*ref.path)}")]


def _rename_inherited(ref: Ref, model: IndexPartition, context: PlanContext) -> list[Sql]:
    """Rename what the parent's exclusion constraint created in the partition, and drop the partition's own.

    Before 18 PostgreSQL attaches no exclusion constraint that exists, but creates one under a name of its choice.
    """
    schema = schema_of(ref)
    own = Ref("constraint", (schema, model.table, model.constraint or ""))
    table = name(schema, model.table)
    gone = f"""
            IF EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = {literal(table)}::pg_catalog.regclass
                       AND conname = {literal(own.name)} AND conparentid = 0) THEN
                ALTER TABLE {table} DROP CONSTRAINT {ident(own.name)};
            END IF;"""
    body = f"""
        DECLARE found pg_catalog.regclass := (SELECT i.inhrelid FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_index x ON x.indexrelid = i.inhrelid
            WHERE i.inhparent = {literal(name(*model.index))}::pg_catalog.regclass
                  AND x.indrelid = {literal(table)}::pg_catalog.regclass);
        BEGIN{gone if own in context.before.objects else ""}
            IF found::pg_catalog.text <> {literal(name(*ref.path))} THEN
                EXECUTE pg_catalog.format('ALTER INDEX %s RENAME TO %I', found, {literal(ref.name)});
            END IF;
        END"""
    return [Sql(f"DO {dollar(body)}")]


def drop(_ref: Ref, _model: IndexPartition, _context: PlanContext) -> list[Sql]:
    return []  # PostgreSQL detaches an index only together with its table, or when the parent's index is dropped


def parent(ref: Ref, model: IndexPartition) -> Ref:
    if model.constraint:
        return Ref("constraint", (schema_of(ref), model.table, model.constraint))
    return Ref("index", ref.path)


def requires(ref: Ref, model: IndexPartition) -> list[Ref]:
    if not model.parent_constraint:
        return [parent_index(model)]
    return [parent_index(model), table_attachment(ref, model)]


def table_attachment(ref: Ref, model: IndexPartition) -> Ref:
    """The attachment of the table: PostgreSQL detaches its indexes with it."""
    parent_table = QualifiedName(model.index.schema, model.parent_table)
    return inheritance.attachment((schema_of(ref), model.table), parent_table)


def detached_with(ref: Ref, model: IndexPartition, context: PlanContext) -> Detachment | None:
    """PostgreSQL detaches an index only together with its table."""
    return None if renamed_to(ref, context) else Detachment(parent_index(model), table_attachment(ref, model))


def create_after(ref: Ref, context: PlanContext) -> list[Ref]:
    """The attachment of the parent's index, where `_rename_inherited` gives that its name."""
    model = get(context.after.objects, ref, IndexPartition)
    by_name = model.exclusion and context.after.server_version < ATTACHABLE_EXCLUSION
    return [Ref(ref.kind, model.index)] if by_name else []


def index_candidates(ref: Ref, model: IndexPartition, context: PlanContext) -> list[Ref]:
    """Indexes of the table with the same definition: when the table is attached, the server takes the first it finds.

    It takes none that is invalid (over partitions without a part of it), but creates another for the parent's index: so
    the parent's index must come later. Source: `AttachPartitionEnsureIndexes` of PostgreSQL's tablecmds.c.
    """
    own, found = parent(ref, model), _indexes_by_table(context)[QualifiedName(schema_of(ref), model.table)]
    index = find(context.after.objects, own, Index)
    if index is not None and index.without is not None:
        return [parent_index(model)]
    shape = next((shape for other, shape in found if other == own), None)
    return [other for other, other_shape in found if other != own and other_shape == shape]


@once_per_context
def _indexes_by_table(context: PlanContext) -> Mapping[QualifiedName, list[tuple[Ref, str]]]:
    """Indexes and keys of each table after the plan, with their shapes."""
    found: dict[QualifiedName, list[tuple[Ref, str]]] = defaultdict(list)
    for ref, model in context.after.objects.items():
        if isinstance(model, Index):
            shape = _shape(model.definition, unique=model.unique)
            found[QualifiedName(schema_of(ref), model.table)].append((ref, shape))
        elif isinstance(model, Constraint) and model.type in "pu":
            found[relation_of(ref)].append((ref, _shape(model.definition, unique=True)))
    return found


def _shape(definition: str, *, unique: bool) -> str:
    """The definition without name, method and table: equal for equal indexes, and perhaps for some that differ."""
    _, _, columns = definition.partition("(")
    columns, _, _ = columns.partition(" NULLS NOT DISTINCT")
    return f"{unique} {columns}"


KIND = Kind(
    name="index_partition",
    model=IndexPartition,
    parent=parent,
    subobject=True,
    catalog=Catalog(
        oid=0,
        query=query,
        only_if=UserRows("pg_inherits", oid="inhrelid"),
    ),
    ddl=Ddl(
        target=target,
        create=create,
        drop=drop,
        alter=(Alter(("index", "table", "parent_table", "constraint", "parent_constraint"), REPLACE),),
    ),
    order=Order(
        rank=72,
        requires=requires,
        create_after=create_after,
    ),
    replacement=Replacement(
        detached_with=detached_with,
        index_candidates=index_candidates,
    ),
    origin="parent",
    assess=status_assess(
        (Severity.PERFORMANCE, "The partition's index is not part of its parent's index."),
        (Severity.PERFORMANCE, "The partition's index is part of a parent's index, which no migration asks for."),
        (Severity.PERFORMANCE, "The partition's index is part of another parent's index."),
    ),
)
