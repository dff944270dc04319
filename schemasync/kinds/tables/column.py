"""Columns of tables and foreign tables (`pg_attribute`); defaults are a facet of their own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, ident, literal, name, set_options
from schemasync.kinds._catalog import PG_CLASS, USER_SCHEMA, own_relation
from schemasync.kinds._kind import (
    REPLACE,
    Alter,
    Assessment,
    Catalog,
    Code,
    Context,
    Ddl,
    InlineClause,
    Kind,
    Order,
    Replace,
    Replacement,
    Severity,
)
from schemasync.kinds._options import attribute, storage
from schemasync.kinds._rename import rename_part
from schemasync.kinds.tables import _not_null
from schemasync.kinds.tables._alter_type import change_type, holders, rebind, shelter
from schemasync.kinds.tables._column import (
    COMPRESSION,
    alter_column,
    alter_table,
    identity,
    sequence_options,
    set_storage,
)
from schemasync.kinds.tables._column_create import create, from_parent, inline, rest
from schemasync.kinds.tables._convert_values import is_set_aside
from schemasync.kinds.tables._identity import change_renamed, continue_sequence, rename_sequence
from schemasync.kinds.tables._inheritance import followers, parents, stays_attached, table_of
from schemasync.kinds.tables._placeholder_parent import lets_go

SET_EXPRESSION = 170000
"""Server version in which a generated column's expression can be changed."""


def query(version: int) -> str:
    return f"""
        SELECT c.oid, a.attnum, ARRAY[n.nspname, c.relname, a.attname]::text[],
               format_type(a.atttypid, a.atttypmod), a.attnotnull, {_not_null.fields(version)},
               CASE WHEN a.attcollation <> t.typcollation THEN
                   (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname) FROM pg_collation co
                    JOIN pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) END,
               nullif(a.attidentity::text, ''),
               CASE WHEN a.attidentity <> '' THEN
                   (SELECT ARRAY[sn.nspname, s.relname]::text[] FROM pg_depend d JOIN pg_class s ON s.oid = d.objid
                    JOIN pg_namespace sn ON sn.oid = s.relnamespace
                    WHERE d.classid = {PG_CLASS} AND d.refclassid = {PG_CLASS} AND d.refobjid = c.oid
                          AND d.refobjsubid = a.attnum AND d.deptype = 'i' AND s.relkind = 'S') END,
               nullif(a.attgenerated::text, ''),
               CASE WHEN a.attgenerated <> '' THEN
                   (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                    WHERE d.adrelid = c.oid AND d.adnum = a.attnum) END,
               CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END,
               nullif(a.attcompression::text, ''),
               nullif(a.attstattarget, -1)::int,
               {attribute("a")}, {storage("a.attfdwoptions")},
               a.attislocal AND a.attinhcount > 0 AND NOT c.relispartition,
               a.attnum, a.attislocal, CASE WHEN a.attinhcount > 0 THEN {parents("c.oid")} END, c.relkind::text, c.relispartition,
               t.typstorage::text, c.reloftype <> 0,
               c.relkind = 'p' AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = {PG_CLASS} AND d.objid = c.oid
                   AND d.objsubid = a.attnum AND d.refclassid = {PG_CLASS} AND d.refobjid = c.oid AND d.refobjsubid = 0
                   AND d.deptype = 'i')
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_type t ON t.oid = a.atttypid {_not_null.source(version)}
        WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped
              AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        type: as `format_type` prints it.
        not_null: NOT NULL.
        not_null_constraint: on PostgreSQL 18 (name where it is not the default one, NOT VALID, NO INHERIT).
        collation: qualified, where it is not the type's.
        identity: `a` ALWAYS, `d` BY DEFAULT.
        identity_sequence: (schema, name) of the sequence behind it.
        generated: `s` STORED, `v` VIRTUAL.
        expression: of a generated column.
        storage, compression, statistics, options, fdw_options: as in `pg_attribute`, None or empty by default.
        own: the table defines it itself, although a parent has it; it stays when the parent's goes.
    """

    type: str
    not_null: bool
    not_null_constraint: tuple[str | None, ...] | None
    not_null_name: str | None = field(compare=False)
    not_null_is_own: bool = field(compare=False)
    collation: str | None
    identity: str | None
    identity_sequence: tuple[str, str] | None
    generated: str | None
    expression: str | None
    storage: str | None
    compression: str | None
    statistics: int | None
    options: tuple[str, ...]
    fdw_options: tuple[str, ...]
    own: bool
    position: int = field(compare=False)
    is_local: bool = field(compare=False)
    parents: tuple[tuple[str, str], ...] | None = field(compare=False)
    relation_kind: str = field(compare=False)
    of_partition: bool = field(compare=False)
    type_storage: str = field(compare=False)
    of_typed_table: bool = field(compare=False)
    in_partition_key: bool = field(compare=False)


def target(ref: Ref) -> str:
    return f"COLUMN {name(*ref.path)}"


def drop(ref: Ref, model: Column, context: Context) -> list[Sql]:
    """One that is inherited may have gone with another parent's."""
    if from_parent(ref, model, context):
        return []
    before, after = context.before.objects, context.after.objects
    below = [child for child in followers(ref, context) if child in before and not before[child].is_local]
    kept = any(child in after and after[child].is_local and child not in context.created for child in below)
    tables = [ref, *(child for child in below if child not in after)] if kept else [ref]
    perhaps = {each: "" if before[each].is_local else "IF EXISTS " for each in tables}
    column, lost = ident(ref.path[2]), (Hazard.DATA_LOSS,)
    return [Sql(f"{alter_table(each, only=kept)} DROP COLUMN {perhaps[each]}{column}", lost) for each in tables]


def change_nullability(ref: Ref, before: Column, after: Column, context: Context) -> list[Sql] | Replace:
    """NOT NULL and identity belong together: an identity column is never nullable."""
    if (before.generated, before.expression) != (after.generated, after.expression) and not _expressible(
        before, after, context
    ):
        return REPLACE
    statements: list[Sql] = []
    statements += _not_null.change(ref, before, after, context)
    if after.identity and before.identity and before.identity_sequence != after.identity_sequence:
        assert before.identity_sequence
        assert after.identity_sequence
        statements.append(rename_sequence(ref, before.identity_sequence, after.identity_sequence, context))
        statements += change_renamed(before.identity_sequence, after.identity_sequence, context)
    if after.identity_sequence and not before.identity:
        statements.append(Sql(f"{alter_column(ref)} ADD {identity(after)}{sequence_options(after, context)}"))
        statements += continue_sequence(ref, after, context)
    elif after.identity_sequence and before.identity != after.identity:
        word = "ALWAYS" if after.identity == "a" else "BY DEFAULT"
        statements.append(Sql(f"{alter_column(ref)} SET GENERATED {word}"))
    # DROP EXPRESSION on a parent reaches its children, which refuse their own
    along = not after.generated and stays_attached(ref, before.parents, context)
    if (before.generated, before.expression) != (after.generated, after.expression) and not along:
        statements.append(_change_expression(ref, after))
    return statements


def _expressible(before: Column, after: Column, context: Context) -> bool:
    if not after.generated:
        return before.generated == "s"
    same = before.generated == after.generated
    return same and context.before.server_version >= SET_EXPRESSION


def _change_expression(ref: Ref, after: Column) -> Sql:
    if not after.generated:
        return Sql(f"{alter_column(ref)} DROP EXPRESSION")
    return Sql(f"{alter_column(ref)} SET EXPRESSION AS ({after.expression})", (Hazard.TABLE_REWRITE,))


def change_storage(ref: Ref, _before: Column, after: Column, _context: Context) -> list[Sql]:
    return [set_storage(ref, after)]


def change_compression(ref: Ref, _before: Column, after: Column, _context: Context) -> list[Sql]:
    method = COMPRESSION[after.compression] if after.compression else "default"
    return [Sql(f"{alter_column(ref, only=True)} SET COMPRESSION {method}")]


def change_statistics(ref: Ref, _before: Column, after: Column, _context: Context) -> list[Sql]:
    value = -1 if after.statistics is None else after.statistics
    return [Sql(f"{alter_column(ref, only=True)} SET STATISTICS {value}")]


def change_options(ref: Ref, before: Column, after: Column, _context: Context) -> list[Sql]:
    return set_options(alter_column(ref, only=True), before.options, after.options)


def change_fdw_options(ref: Ref, before: Column, after: Column, _context: Context) -> list[Sql]:
    old = dict(pair.split("=", 1) for pair in before.fdw_options)
    new = dict(pair.split("=", 1) for pair in after.fdw_options)
    words = [f"DROP {ident(key)}" for key in old if key not in new]
    words += [f"{'SET' if k in old else 'ADD'} {ident(k)} {literal(v)}" for k, v in new.items() if old.get(k) != v]
    return [
        Sql(f"ALTER FOREIGN TABLE {name(*ref.path[:2])} ALTER COLUMN {ident(ref.path[2])} OPTIONS ({', '.join(words)})")
    ]


def remade(context: Context) -> Iterator[Ref]:
    """Tables whose columns no statement makes what they shall be, and parents that must come after them.

    A table's own column cannot become a parent's alone; the other way, it is its own as soon as no parent has it. The
    type of what is in the partition key cannot be changed.
    """
    before, after = context.before.objects, context.after.objects
    for ref, new in after.items():
        old = before.get(ref) if ref.kind == "column" and (new.parents or new.in_partition_key) else None
        if old is None:
            continue
        retyped = (old.type, old.collation) != (new.type, new.collation) or is_set_aside(new.type, context)
        if old.in_partition_key and new.in_partition_key and retyped:
            yield Ref("table", ref.path[:2])
        if new.of_partition or not new.parents:
            continue
        if not new.is_local and (old.is_local or old.of_partition or lets_go(ref, context)):
            yield table_of(ref, new)
        if new.own and not old.own:
            yield from (Ref("inheritance", (*ref.path[:2], *parent)) for parent in old.parents or ())


def follows_parents(_ref: Ref, _before: Column, _after: Column, _context: Context) -> list[Sql]:
    """No statement makes a column local or inherited alone: `must_rebuild` of the table provides for it."""
    return []


def assess(change: Change) -> Assessment:
    if change.before is None:
        return Assessment(Severity.BREAKING, "The column is not in the database; queries that name it fail.")
    if change.after is None:
        return Assessment(Severity.FUNCTIONAL, "The column exists in the database, but no migration adds it.")
    if "type" in change.attributes:
        words = f"The column is {change.before.type} in the database, {change.after.type} in the migrations."
        return Assessment(Severity.BREAKING, words)
    if "not_null" in change.attributes:
        if change.after.not_null:
            return Assessment(Severity.FUNCTIONAL, "The database accepts NULL where the migrations forbid it.")
        return Assessment(Severity.BREAKING, "The database refuses NULL where the migrations allow it.")
    if change.attributes == ("own",):
        words = "The table defines the column itself" if change.before.own else "The column is its parent's alone"
        return Assessment(Severity.COSMETIC, f"{words} in the database, unlike in the migrations.")
    if set(change.attributes) <= {"storage", "compression", "statistics", "options"}:
        return Assessment(Severity.PERFORMANCE, "The column is stored or analysed otherwise than the migrations say.")
    return Assessment(Severity.FUNCTIONAL, "The column differs from the migrations.")


def show(_ref: Ref, model: Column) -> str:
    extra = [f"COLLATE {model.collation}"] if model.collation else []
    if model.generated:
        extra.append(f"GENERATED ALWAYS AS ({model.expression})")
    if model.identity:
        extra.append(identity(model))
    if model.not_null:
        extra.append("NOT NULL")
    return " ".join([model.type, *extra])


def as_of(model: Column, version: int) -> Column:
    """Before 18 a NOT NULL has no name of its own, and is always valid and inherited."""
    if version >= _not_null.NAMED or model.not_null_constraint is None:
        return model
    return dataclasses.replace(model, not_null_constraint=_not_null.NOTHING)


KIND = Kind(
    name="column",
    model=Column,
    parent=table_of,
    catalog=Catalog(
        oid=PG_CLASS,
        query=query,
        for_server_version=as_of,
        extra_addresses=_not_null.also,
    ),
    ddl=Ddl(
        target=target,
        rename=rename_part("COLUMN"),
        create=create,
        drop=drop,
        alter=(
            Alter(("type", "collation"), change_type, rebuild=True),
            Alter(
                ("not_null", "not_null_constraint", "identity", "identity_sequence", "generated", "expression"),
                change_nullability,
            ),
            Alter(("storage",), change_storage),
            Alter(("compression",), change_compression),
            Alter(("statistics",), change_statistics),
            Alter(("options",), change_options),
            Alter(("fdw_options",), change_fdw_options),
            Alter(("own",), follows_parents),
        ),
        grant_target=lambda ref: f"TABLE {name(*ref.path[:2])}",
        after_create=rest,
    ),
    order=Order(
        rank=39,
        orders_only=True,
        requires=lambda ref, model: [Ref("column", (*parent, ref.path[2])) for parent in model.parents or ()],
    ),
    inline=InlineClause(
        parent="table foreign_table",
        clause=inline,
    ),
    replacement=Replacement(
        survives_type_change=lambda model: model.generated is None,
        retarget=rebind,
        row_type_users=holders,
        must_rebuild=remade,
        cast_to_text=shelter,
    ),
    unique_names=lambda ref, model: [("constraint", *ref.path[:2], model.not_null_name)] if model.not_null_name else [],
    code=Code(
        calls_dependencies=True,
    ),
    assess=assess,
    describe=show,
)
