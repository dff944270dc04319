"""Constraints of tables (`pg_constraint`): check, primary key, unique, foreign key, exclusion."""

from __future__ import annotations

from typing import Literal

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, ident, name, options, parse_options, set_options
from schemasync.kinds.catalog import PG_CLASS, PG_CONSTRAINT, USER_SCHEMA, UserRows
from schemasync.kinds.inheritance import stays_attached, stays_with_partition, table_of
from schemasync.kinds.kind import (
    REPLACE,
    Alter,
    Assessment,
    Catalog,
    Code,
    Ddl,
    InlineClause,
    Kind,
    Order,
    PlanContext,
    Replace,
    Replacement,
    Severity,
)
from schemasync.kinds.objects import get
from schemasync.kinds.paths import relation_name, relation_of, same_part, schema_of
from schemasync.kinds.rename import rename_part
from schemasync.kinds.tables._column_statements import alter_table
from schemasync.kinds.tables._constraint_model import NOT_VALID, Constraint, query
from schemasync.kinds.tables._index_attachment import (
    ATTACHABLE_EXCLUSION,
    IndexPartition,
    renamed_from,
    renamed_to,
)
from schemasync.kinds.tables._inherited_checks import (
    add,
    change_own,
    drop_children_own,
    make_children_own,
    must_rebuild,
    valid_children,
    validate,
)

RANK = 70
AFTER_PARTITIONS = 74
"""Rank of foreign keys: the key that they refer to must exist with the indexes of all partitions."""


def target(ref: Ref) -> str:
    return f"CONSTRAINT {ident(ref.name)} ON {relation_name(ref)}"


def create(ref: Ref, model: Constraint, context: PlanContext) -> list[Sql]:
    """Add the constraint; on a table with rows first as NOT VALID, and then validate it, as that needs a weaker lock."""
    if (old := renamed_from(_attachment(ref, model), context)) and model.is_attached:
        return _rename(old, ref, model, context)
    if model.type == "c" and (dropped := drop_children_own(ref, context)):
        return [*dropped, add(ref, model, model.definition, (Hazard.VALIDATION_SCAN,))]
    with_partitions = model.type == "x" and context.after.server_version < ATTACHABLE_EXCLUSION
    if _follows_parent(ref, model, context) or (with_partitions and model.is_attached):
        return []
    if model.type == "f" and stays_with_partition(ref, model.definition, context):
        return []
    if model.type == "c" and not model.validated:
        return [add(ref, model, model.definition), *map(validate, valid_children(ref, context))]
    new_table = Ref("table", relation_of(ref)) in context.created
    splittable = model.type in "cf" and model.relation_kind == "r" and model.validated
    if new_table or not splittable or not model.enforced:
        hazards = () if new_table or not model.validated else (Hazard.VALIDATION_SCAN, Hazard.ACCESS_EXCLUSIVE)
        added = add(ref, model, _definition(model), hazards, with_partitions=with_partitions)
        return [added, *after_create(ref, model, context)]
    return [add(ref, model, model.definition + NOT_VALID), validate(ref)]


def _attachment(ref: Ref, model: Constraint) -> Ref:
    """The attachment of the index behind the constraint to its parent's."""
    return Ref("index_partition", (schema_of(ref), model.index or ""))


def _rename(old: Ref, ref: Ref, model: Constraint, context: PlanContext) -> list[Sql]:
    """Rename a partition's key: PostgreSQL drops it only with the partitioned table's."""
    before = context.before.objects
    old_name = get(before, old, IndexPartition).constraint or ""
    old_model = get(before, Ref(ref.kind, (*relation_of(ref), old_name)), Constraint)
    renaming = Sql(f"{alter_table(ref)} RENAME CONSTRAINT {ident(old_name)} TO {ident(ref.name)}")
    return [renaming, *_set_options(ref, old_model, model)]


def _follows_parent(ref: Ref, model: Constraint, context: PlanContext) -> bool:
    """Whether an inherited check comes and goes with its parent's: the table is neither attached nor detached now."""
    if model.type != "c" or model.is_local:
        return False
    new_table = table_of(ref, model) in context.created
    return stays_attached(ref, model.parents, context) or (new_table and not model.of_partition)


def after_create(ref: Ref, model: Constraint, _context: PlanContext) -> list[Sql]:
    """Storage options and tablespace of the index behind the constraint."""
    if not model.index:
        return []
    moved = change_tablespace(ref, model, model, _context) if model.tablespace else []
    if model.is_of_partitioned:
        return moved
    return [*moved, *set_options(_alter_index(ref, model), (), model.options)]


def change_tablespace(ref: Ref, _before: Constraint, after: Constraint, _context: PlanContext) -> list[Sql]:
    space = ident(after.tablespace or "pg_default")
    return [Sql(f"{_alter_index(ref, after)} SET TABLESPACE {space}", (Hazard.ACCESS_EXCLUSIVE,))]


def _alter_index(ref: Ref, model: Constraint) -> str:
    return f"ALTER INDEX {name(schema_of(ref), model.index or '')}"


def change_options(ref: Ref, before: Constraint, after: Constraint, _context: PlanContext) -> list[Sql] | Replace:
    return REPLACE if after.is_of_partitioned else _set_options(ref, before, after)


def _definition(model: Constraint) -> str:
    """The definition with the options of its index, where they cannot be set later; an exclusion's has them anyway."""
    if not model.options or not model.is_of_partitioned or model.type == "x":
        return model.definition
    rest = model.definition.removeprefix(model.core)
    return f"{model.core} WITH ({options(parse_options(model.options))}){rest}"


def _set_options(ref: Ref, before: Constraint, after: Constraint) -> list[Sql]:
    return set_options(_alter_index(ref, after), before.options, after.options)


def extra_addresses(_version: int) -> str:
    """The index behind a constraint, which can have a comment of its own."""
    return f"""
        SELECT {PG_CLASS}, i.oid, 0, 'index', ARRAY[n.nspname, i.relname]::text[],
               'constraint', ARRAY[n.nspname, c.relname, k.conname]::text[]
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_class i ON i.oid = k.conindid
        WHERE k.contype IN ('p', 'u', 'x') AND {USER_SCHEMA}"""


def drop(ref: Ref, model: Constraint, context: PlanContext) -> list[Sql]:
    """Drop the constraint; an inherited check may be gone with another parent's."""
    if _follows_parent(ref, model, context) or renamed_to(_attachment(ref, model), context):
        return []
    if_exists = "IF EXISTS " if model.type == "c" and not model.is_local else ""
    return [
        *make_children_own(ref, model, context, partitions=False),
        Sql(f"{alter_table(ref)} DROP CONSTRAINT {if_exists}{ident(ref.name)}"),
        *make_children_own(ref, model, context, partitions=True),
    ]


def clause(ref: Ref, model: Constraint, _context: PlanContext) -> str | None:
    """The constraint in CREATE TABLE, which creates one index for two keys over the same columns, so UNIQUE is added later."""
    if model.type == "u":
        return None
    if model.type == "c" and not model.is_local and not model.of_partition:
        return None
    alone = model.type == "x" and model.is_attached
    if model.type == "f" or alone or not model.validated or not model.enforced:
        return None
    return f"CONSTRAINT {ident(ref.name)} {_definition(model)}"


def change(ref: Ref, before: Constraint, after: Constraint, _context: PlanContext) -> list[Sql] | Replace:
    """PostgreSQL changes only a pending validation and a foreign key's deferrability in place.

    A check that a detached table keeps as its own needs no statement.
    """
    becomes_own = after.type == "c" and not before.is_local and after.is_local and before.is_valid == after.validated
    if becomes_own and before.core == after.core:
        return []
    if not before.validated and after.validated and before.definition == after.definition + NOT_VALID:
        return [validate(ref)]
    if after.type == "f" and before.core == after.core and before.validated == after.validated:
        word = "DEFERRABLE" if after.deferrable else "NOT DEFERRABLE"
        timing = " INITIALLY DEFERRED" if after.deferred else ""
        return [Sql(f"{alter_table(ref)} ALTER CONSTRAINT {ident(ref.name)} {word}{timing}")]
    return REPLACE


def unique_names(ref: Ref, model: Constraint) -> list[tuple[str, ...]]:
    """Its name on the table, that of its index in the schema, and the one primary key of a table."""
    names: list[tuple[str, ...]] = [("constraint", *ref.path)]
    if model.index:
        names.append(("relation", schema_of(ref), model.index))
    if model.type == "p":
        names.append(("primary key", *relation_of(ref)))
    return names


def constraint_role(model: Constraint) -> Literal["", "primary", "unique", "foreign"]:
    match model.type:
        case "p":
            return "primary"
        case "u":
            return "unique"
        case "f":
            return "foreign"
    return ""


LABELS = {"c": "check", "p": "primary key", "u": "unique constraint", "f": "foreign key", "x": "exclusion constraint"}


def assess(change: Change) -> Assessment:
    model = change.after or change.before
    word = LABELS[model.type]
    if change.before is None:
        severity = Severity.BREAKING if model.type in "pu" else Severity.FUNCTIONAL
        return Assessment(severity, f"The {word} is not in the database: rows are accepted that it would refuse.")
    if change.after is None:
        return Assessment(Severity.FUNCTIONAL, f"The database enforces a {word} that no migration defines.")
    return Assessment(Severity.FUNCTIONAL, f"The {word} differs from the migrations.")


KIND = Kind(
    name="constraint",
    model=Constraint,
    parent=table_of,
    catalog=Catalog(
        oid=PG_CONSTRAINT,
        query=query,
        only_if=UserRows("pg_constraint", "x.conrelid <> 0"),
        extra_addresses=extra_addresses,
    ),
    ddl=Ddl(
        target=target,
        rename=rename_part("CONSTRAINT"),
        create=create,
        drop=drop,
        alter=(
            Alter(("type", "definition", "validated", "deferrable", "deferred"), change),
            Alter(("options",), change_options),
            Alter(("tablespace",), change_tablespace),
            Alter(("own",), change_own),
        ),
    ),
    order=Order(
        rank=RANK,
        orders_only=True,
        requires=lambda ref, model: [same_part(ref, parent) for parent in model.parents or () if model.type == "c"],
        rank_of=lambda model: (
            AFTER_PARTITIONS if model.type == "f" else RANK + (model.type == "c" and not model.validated)
        ),
    ),
    inline=InlineClause(
        parents=("table", "foreign_table"),
        clause=clause,
        after_create=after_create,
    ),
    replacement=Replacement(
        rebuildable=True,
        must_rebuild=must_rebuild,
        survives_type_change=lambda model: model.type != "f",
    ),
    unique_names=unique_names,
    code=Code(
        expressions=("definition",),
        calls_dependencies=True,
        same_for_all_types=lambda model: model.type not in ("c", "x"),
    ),
    assess=assess,
    describe=lambda _, model: model.definition,
    constraint_role=constraint_role,
)
