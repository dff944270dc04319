"""Columns of tables and foreign tables (`pg_attribute`); defaults are a facet of their own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field

from schemasync.model import Change, Ref
from schemasync.objects import _not_null
from schemasync.objects._catalog import PG_CLASS, USER_SCHEMA, own_relation
from schemasync.objects._held import bring, lets_go
from schemasync.objects._inheritance import followers, leaders, parents, stays_attached, tops
from schemasync.objects._kind import REPLACE, Alter, Assessment, Context, Kind, Replace, Severity
from schemasync.objects._moved import anew, cast, is_set_aside, users
from schemasync.objects._options import storage
from schemasync.objects._types import COMMON, aside_name
from schemasync.objects.sequence import change as change_sequence
from schemasync.objects.sequence import go_on
from schemasync.objects.typed import stays_typed
from schemasync.sql import Hazard, Sql, dollar, ident, literal, name, set_options

STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "m": "MAIN", "x": "EXTENDED"}
COMPRESSION = {"p": "pglz", "l": "lz4"}
SET_EXPRESSION = 170000
"""Server version in which a generated column's expression can be changed."""
GENERATED_AGAIN = 160000
"""Server version from which a child may say again that its column is generated."""


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
               {storage("a.attoptions")}, {storage("a.attfdwoptions")},
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


def _table(ref: Ref, *, only: bool = False) -> str:
    return f"ALTER TABLE {'ONLY ' if only else ''}{name(*ref.path[:2])}"


def _column(ref: Ref, *, only: bool = False) -> str:
    return f"{_table(ref, only=only)} ALTER COLUMN {ident(ref.path[2])}"


def inline(ref: Ref, model: Column, context: Context) -> str | None:
    """CREATE TABLE … INHERITS takes inherited columns from the parent; a partition is made whole and attached."""
    if model.is_local or model.of_partition:
        return definition(ref, model, context)
    constraint = _not_null.own(model)
    if constraint and not constraint[1]:
        return _not_null.clause(ref, model)
    links = [Ref("inheritance", (*ref.path[:2], *parent)) for parent in model.parents or ()]
    return "" if links and all(link in context.created for link in links) else None


def definition(ref: Ref, model: Column, context: Context) -> str:
    """The column as it stands in CREATE TABLE or ADD COLUMN."""
    parts = [f"{ident(ref.path[2])} {model.type}"]
    typed = model.of_typed_table and stays_typed(ref, context)
    if typed:
        parts = [f"{ident(ref.path[2])} WITH OPTIONS"]
    if model.fdw_options:
        parts.append(f" OPTIONS ({_fdw(model.fdw_options)})")
    if model.collation and not typed:
        parts.append(f" COLLATE {model.collation}")
    if model.generated and not _generated_above(ref, context):
        parts.append(f" GENERATED ALWAYS AS ({model.expression}) {'VIRTUAL' if model.generated == 'v' else 'STORED'}")
    parts += [f" {context.inline(child)}" for child, _ in context.folded(ref, "default")]
    if model.identity_sequence:  # a partition draws from its parent's
        sequence = [context.inline(child) for child, _ in context.folded(ref, "sequence")]
        parts.append(f" {_identity(model)}{' ' + sequence[0] if sequence and sequence[0] else ''}")
    from_parent = context.after.server_version >= _not_null.NAMED and _not_null.own(model) is None
    merged = from_parent and bool(context.folded(Ref("table", ref.path[:2]), "inheritance"))
    text = "".join(parts) + _not_null.inline(ref, model, context, from_parent=merged)
    return "" if typed and text == parts[0] else text


def _generated_above(ref: Ref, context: Context) -> bool:
    """Before 16, a child in whose CREATE a generated column merges with a parent's must not say so again."""
    if context.after.server_version >= GENERATED_AGAIN:
        return False
    links = context.folded(Ref("table", ref.path[:2]), "inheritance")
    above = (context.after.objects.get(Ref("column", (*link.path[2:], ref.path[2]))) for link, _ in links)
    return any(column and column.generated for column in above)


def _identity(model: Column) -> str:
    return f"GENERATED {'ALWAYS' if model.identity == 'a' else 'BY DEFAULT'} AS IDENTITY"


def _fdw(pairs: tuple[str, ...]) -> str:
    return ", ".join(f"{ident(key)} {literal(value)}" for key, value in (pair.split("=", 1) for pair in pairs))


def _from_parent(ref: Ref, model: Column, context: Context) -> bool:
    """Whether the column follows a parent's, now and afterwards: what is done there reaches it."""
    if model.of_typed_table and stays_typed(ref, context):
        return True
    return not (model.is_local and not model.of_partition) and stays_attached(ref, model.parents, context)


def _above(ref: Ref, model: Column, context: Context) -> bool:
    """A column of the table's own that a parent has too, as long as the table is attached: one change reaches both."""
    return bool(model.parents) and not model.of_partition and stays_attached(ref, model.parents, context)


def create(ref: Ref, model: Column, context: Context) -> list[Sql]:
    """Where a child shall have the column as its own too, the child's comes first, and the parent's merges with it."""
    if _merges(ref, model, context):
        return rest(ref, model, context)
    after = context.after.objects
    below = [child for child in followers(ref, context) if child in context.created]
    own = [child for child in below if after[child].is_local and not after[child].of_partition]
    first = [Sql(f"{_table(child)} ADD COLUMN {definition(child, after[child], context)}") for child in own]
    return [*first, *_create(ref, model, context)]


def _merges(ref: Ref, model: Column, context: Context) -> bool:
    """It is made along with a parent's, which comes now."""
    made = (Ref("column", (*parent, ref.path[2])) for parent in model.parents or ())
    return model.is_local and _above(ref, model, context) and any(column in context.created for column in made)


def _create(ref: Ref, model: Column, context: Context) -> list[Sql]:
    comes = _comes(ref, model, context)
    if comes:
        constraint = _not_null.own(model)
        own = [] if not constraint or constraint[1] else [_not_null.add(ref, model)]
        return [*own, *rest(ref, model, context)]  # comes from the parent
    if model.identity_sequence and any(True for _ in followers(ref, context)):
        return [*_identity_later(ref, model, context), *rest(ref, model, context)]
    text = definition(ref, model, context)
    added = bring(ref, text, context) or [Sql(f"{_table(ref)} ADD COLUMN {text}")]
    return [*added, *_without_default(ref, context), *rest(ref, model, context)]


def _without_default(ref: Ref, context: Context) -> list[Sql]:
    """Children get the default along with the column; those that shall have none lose it."""
    if not context.folded(ref, "default"):
        return []
    made = [child for child in followers(ref, context) if child in context.created]
    lone = [child for child in made if Ref("default", child.path) not in context.after.objects]
    return [Sql(f"{_column(child, only=True)} DROP DEFAULT") for child in lone]


def _identity_later(ref: Ref, model: Column, context: Context) -> list[Sql]:
    """PostgreSQL adds no identity column to a table with children, but makes one of a column that is there."""
    plain = dataclasses.replace(model, identity="", identity_sequence=None, not_null=False, not_null_constraint=None)
    return [
        Sql(f"{_table(ref)} ADD COLUMN {definition(ref, plain, context)}"),
        _not_null.add(ref, model),
        Sql(f"{_column(ref)} ADD {_identity(model)}{_sequence_options(model, context)}"),
    ]


def _comes(ref: Ref, model: Column, context: Context) -> bool:
    """Whether a parent brings the column: the table's type, or a table that it is attached to already."""
    if model.of_typed_table and stays_typed(ref, context):
        return True
    fresh = Ref("foreign_table" if model.relation_kind == "f" else "table", ref.path[:2]) in context.created
    inherited = not model.is_local or model.of_partition
    return inherited and (fresh or stays_attached(ref, model.parents, context))


def rest(ref: Ref, model: Column, context: Context) -> list[Sql]:
    """What CREATE TABLE cannot say of a column in every version."""
    statements = []
    inherited = not model.is_local and not model.of_partition
    flag_alone = inherited and context.after.server_version < _not_null.NAMED
    if model.not_null and (flag_alone or ((constraint := _not_null.own(model)) and constraint[1])):
        statements.append(_not_null.add(ref, model))
    if model.storage:
        statements.append(_set_storage(ref, model))
    if model.compression:
        statements.append(Sql(f"{_column(ref, only=True)} SET COMPRESSION {COMPRESSION[model.compression]}"))
    if model.statistics is not None:
        statements.append(Sql(f"{_column(ref, only=True)} SET STATISTICS {model.statistics}"))
    if _default_of_parent(ref, model, context):
        statements.append(Sql(f"{_column(ref, only=True)} DROP DEFAULT"))
    return statements + set_options(_column(ref, only=True), (), model.options)


def _default_of_parent(ref: Ref, model: Column, context: Context) -> bool:
    """CREATE TABLE … INHERITS takes a default along that the column shall not have."""
    after = context.after.objects
    fresh = Ref("inheritance", (*ref.path[:2], *model.parents[0])) in context.created if model.parents else False
    if (
        model.of_partition
        or not fresh
        or Ref("default", ref.path) in after
        or Ref("table", ref.path[:2]) not in context.created
    ):
        return False
    return any(Ref("default", (*parent, ref.path[2])) in after for parent in model.parents or ())


def drop(ref: Ref, model: Column, context: Context) -> list[Sql]:
    if _from_parent(ref, model, context):
        return []
    before, after = context.before.objects, context.after.objects
    below = [child for child in followers(ref, context) if child in before and not before[child].is_local]
    kept = any(child in after and after[child].is_local and child not in context.created for child in below)
    tables = [ref, *(child for child in below if child not in after)] if kept else [ref]
    return [Sql(f"{_table(each, only=kept)} DROP COLUMN {ident(ref.path[2])}", (Hazard.DATA_LOSS,)) for each in tables]


def change_type(ref: Ref, before: Column, after: Column, context: Context) -> list[Sql]:
    value = None if before.generated else cast(ident(ref.path[2]), before.type, after.type, context)
    if _follows(ref, after, context):
        return []
    return [*_retype(ref, after, value, context), *([_set_storage(ref, after)] if after.storage else [])]


def _follows(ref: Ref, model: Column, context: Context) -> bool:
    """Whether a change of type comes from the table's type or from a parent."""
    return (model.of_typed_table and stays_typed(ref, context)) or bool(leaders(ref, context))


def _retype(ref: Ref, after: Column, value: str | None, context: Context) -> list[Sql]:
    """A column that two parents have changes in one statement with both: for as long, they have one parent more."""
    collate = f" COLLATE {after.collation}" if after.collation else ""
    using = f" USING {value}" if value and not after.generated and after.relation_kind != "f" else ""
    above = tops(ref, context)
    if ref != above[0]:
        return []
    changed = (
        above[0] if len(above) == 1 else Ref(ref.kind, (ref.path[0], aside_name(ref.path[1], COMMON), ref.path[2]))
    )
    text = f"{_column(changed)} TYPE {after.type}{collate}{using}"
    statement = Sql(text, (Hazard.TABLE_REWRITE, Hazard.ACCESS_EXCLUSIVE))
    if len(above) == 1:
        return [statement]
    common = name(*changed.path[:2])
    shape = f"SELECT {ident(ref.path[2])} FROM {name(*ref.path[:2])} WITH NO DATA"
    return [
        Sql(f"CREATE TABLE {common} AS {shape}"),
        *(Sql(f"{_table(column)} INHERIT {common}") for column in above),
        statement,
        *(Sql(f"{_table(column)} NO INHERIT {common}") for column in above),
        Sql(f"DROP TABLE {common}"),
    ]


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
        statements.append(_rename_sequence(ref, before.identity_sequence, after.identity_sequence, context))
        statements += _change_renamed(before.identity_sequence, after.identity_sequence, context)
    if after.identity_sequence and not before.identity:
        statements.append(Sql(f"{_column(ref)} ADD {_identity(after)}{_sequence_options(after, context)}"))
        statements += _continue_sequence(ref, after, context)
    elif after.identity_sequence and before.identity != after.identity:
        word = "ALWAYS" if after.identity == "a" else "BY DEFAULT"
        statements.append(Sql(f"{_column(ref)} SET GENERATED {word}"))
    # DROP EXPRESSION on a parent reaches its children, which refuse their own
    along = not after.generated and stays_attached(ref, before.parents, context)
    if (before.generated, before.expression) != (after.generated, after.expression) and not along:
        statements.append(_change_expression(ref, after))
    return statements


def _rename_sequence(ref: Ref, old: tuple[str, str], new: tuple[str, str], context: Context) -> Sql:
    """Where another identity's sequence has the name and is renamed too, whichever comes first steps aside."""
    held = context.before.objects.get(Ref("sequence", new))
    if not held or not held.identity:
        return Sql(f"ALTER SEQUENCE {name(*old)} RENAME TO {ident(new[1])}")
    table, column = literal(name(*ref.path[:2])), literal(ref.path[2])
    body = f"""
        BEGIN
            IF pg_catalog.to_regclass({literal(name(*new))}) IS NOT NULL THEN
                ALTER SEQUENCE {name(*new)} RENAME TO {ident(aside_name(new[1]))};
            END IF;
            EXECUTE 'ALTER SEQUENCE ' || pg_catalog.pg_get_serial_sequence({table}, {column}) || {literal(f" RENAME TO {ident(new[1])}")};
        END"""
    return Sql(f"DO {dollar(body)}")


def _change_renamed(old: tuple[str, str], new: tuple[str, str], context: Context) -> list[Sql]:
    """What differs between an identity's sequence and the one of another name that it becomes."""
    before, after = context.before.objects.get(Ref("sequence", old)), context.after.objects.get(Ref("sequence", new))
    if before is None or after is None:
        return []
    uncommented = Ref("comment", ("sequence", *old)) in context.before.objects
    gone = [Sql(f"COMMENT ON SEQUENCE {name(*new)} IS NULL")] if uncommented else []
    differs = dataclasses.replace(before, identity=None) != dataclasses.replace(after, identity=None)
    return [*(change_sequence(Ref("sequence", new), before, after, context) if differs else []), *gone]


def _sequence_options(model: Column, context: Context) -> str:
    if not model.identity_sequence:
        return ""
    ref = Ref("sequence", model.identity_sequence)
    text = context.inline(ref) if ref in context.after.objects else ""
    return f" {text}" if text else ""


def _continue_sequence(ref: Ref, model: Column, context: Context) -> list[Sql]:
    if not model.identity_sequence:
        return []
    options = context.after.objects[Ref("sequence", model.identity_sequence)]
    return [go_on(model.identity_sequence, ref, options)]


def _expressible(before: Column, after: Column, context: Context) -> bool:
    if not after.generated:
        return before.generated == "s"
    same = before.generated == after.generated
    return same and context.before.server_version >= SET_EXPRESSION


def _change_expression(ref: Ref, after: Column) -> Sql:
    if not after.generated:
        return Sql(f"{_column(ref)} DROP EXPRESSION")
    return Sql(f"{_column(ref)} SET EXPRESSION AS ({after.expression})", (Hazard.TABLE_REWRITE,))


def _set_storage(ref: Ref, model: Column) -> Sql:
    return Sql(f"{_column(ref, only=True)} SET STORAGE {STORAGE[model.storage or model.type_storage]}")


def change_storage(ref: Ref, _before: Column, after: Column, _context: Context) -> list[Sql]:
    return [_set_storage(ref, after)]


def change_compression(ref: Ref, _before: Column, after: Column, _context: Context) -> list[Sql]:
    method = COMPRESSION[after.compression] if after.compression else "default"
    return [Sql(f"{_column(ref, only=True)} SET COMPRESSION {method}")]


def change_statistics(ref: Ref, _before: Column, after: Column, _context: Context) -> list[Sql]:
    value = -1 if after.statistics is None else after.statistics
    return [Sql(f"{_column(ref, only=True)} SET STATISTICS {value}")]


def change_options(ref: Ref, before: Column, after: Column, _context: Context) -> list[Sql]:
    return set_options(_column(ref, only=True), before.options, after.options)


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
            yield Ref("foreign_table" if new.relation_kind == "f" else "table", ref.path[:2])
        if new.own and not old.own:
            yield from (Ref("inheritance", (*ref.path[:2], *parent)) for parent in old.parents or ())


def follows_parents(_ref: Ref, _before: Column, _after: Column, _context: Context) -> list[Sql]:
    """What makes the column the table's own, or a parent's alone, is said of the table (`remade`)."""
    return []


def rebind(ref: Ref, before: Column, after: Column, replaced: Ref, context: Context) -> list[Sql] | None:
    """Move the column from a type that was set aside to the new one of the same name."""
    if after.generated:
        return None
    if _follows(ref, after, context):
        return []
    value: str | None = ident(ref.path[2])
    if replaced.kind != "collation" or is_set_aside(after.type, context):
        value = anew(ident(ref.path[2]), after.type, context)
    if value is None:
        return None
    return _retype(ref, after, value, context)


def holders(ref: Ref, context: Context) -> list[Ref]:
    """Columns and materialized views with values of the table's row type, or of one that holds it."""
    queue = [Ref("table", ref.path[:2]), *(Ref("table", child.path[:2]) for child in followers(ref, context))]
    for type_ in queue:
        queue += [user for user in users(type_, context) if user.kind in ("composite", "domain") and user not in queue]
    found = {user for type_ in queue for user in users(type_, context)}
    return sorted(user for user in found if user.kind in ("column", "materialized_view"))


def shelter(ref: Ref, model: Column, context: Context) -> tuple[list[Sql], list[Sql]] | None:
    """It is text for as long."""
    if model.generated:
        return None
    if _follows(ref, model, context):
        return [], []
    column, text = ident(ref.path[2]), dataclasses.replace(model, type="text", collation=None)
    away = _retype(ref, text, f"{column}::text", context)
    return away, _retype(ref, model, f"{column}::{model.type}", context)


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
        extra.append(_identity(model))
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
    catalog=PG_CLASS,
    model=Column,
    query=query,
    target=target,
    create=create,
    drop=drop,
    as_of=as_of,
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
    assess=assess,
    evaluates=True,
    rank=39,  # before new tables: their columns may be of this table's row type
    weak=True,
    needs=lambda ref, model: [Ref("column", (*parent, ref.path[2])) for parent in model.parents or ()],
    parent=lambda ref, model: Ref("foreign_table" if model.relation_kind == "f" else "table", ref.path[:2]),
    grant_on=lambda ref: f"TABLE {name(*ref.path[:2])}",
    inline_in="table foreign_table",
    inline=inline,
    rest=rest,
    also=_not_null.also,
    slots=lambda ref, model: [("constraint", *ref.path[:2], model.not_null_name)] if model.not_null_name else [],
    survives=lambda model: model.generated is None,
    rebind=rebind,
    holders=holders,
    remade=remade,
    shelter=shelter,
    show=show,
)
