"""Constraints of tables (`pg_constraint`): check, primary key, unique, foreign key, exclusion."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemasync.core.model import Change, Ref
from schemasync.core.sql import Hazard, Sql, ident, name, options, parse_options, set_options
from schemasync.kinds._catalog import PG_CLASS, PG_CONSTRAINT, USER_SCHEMA, own_relation
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
from schemasync.kinds._options import storage
from schemasync.kinds._rename import rename_part
from schemasync.kinds.tables._inheritance import (
    ATTACHABLE_EXCLUSION,
    detached_with,
    parents,
    renamed,
    stays_attached,
    table_of,
)
from schemasync.kinds.tables._inherited_checks import (
    add,
    change_own,
    kept_below,
    own_below,
    remade,
    valid_below,
    validate,
)

NOT_VALID = " NOT VALID"
RANK = 70
AFTER_PARTITIONS = 74
"""Rank of foreign keys: what they refer to must be whole, partitions' indexes included."""


_INHERITED = "(k.contype = 'c' AND NOT k.conislocal AND NOT c.relispartition)"
"""A child's check that is its parent's alone: whether it is validated is nobody's to say."""


def query(_version: int) -> str:
    return f"""
        SELECT k.oid, 0, ARRAY[n.nspname, c.relname, k.conname]::text[],
               k.contype::text,
               CASE WHEN {_INHERITED} THEN regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', '')
                    ELSE pg_get_constraintdef(k.oid) END,
               k.convalidated OR {_INHERITED},
               k.condeferrable, k.condeferred, {storage("ic.reloptions")}, ts.spcname::text,
               k.contype = 'c' AND k.conislocal AND k.coninhcount > 0 AND NOT c.relispartition, c.relkind::text, k.conislocal,
               c.relispartition, ic.relname::text,
               CASE WHEN k.coninhcount > 0 THEN {parents("c.oid")} END, k.conparentid <> 0, k.convalidated
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             LEFT JOIN pg_class ic ON ic.oid = k.conindid AND k.contype IN ('p', 'u', 'x')
             LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
        WHERE (k.contype IN ('p', 'u', 'x') OR (k.contype = 'f' AND k.conparentid = 0)
               OR k.contype = 'c')
              AND {USER_SCHEMA} AND {own_relation()}"""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint.

    Attributes: type (c, p, u, f, x), definition as `pg_get_constraintdef` prints it, whether it is validated,
    deferrable and initially deferred (both also part of the definition), storage options and
    tablespace of its index; whether a check that a parent has too is the table's own as well.
    """

    type: str
    definition: str
    validated: bool
    deferrable: bool
    deferred: bool
    options: tuple[str, ...]
    tablespace: str | None
    own: bool
    relation_kind: str = field(compare=False)
    is_local: bool = field(compare=False)
    of_partition: bool = field(compare=False)
    index: str | None = field(compare=False)
    parents: tuple[tuple[str, str], ...] | None = field(compare=False)
    is_attached: bool = field(compare=False)
    is_valid: bool = field(compare=False)


def target(ref: Ref) -> str:
    return f"CONSTRAINT {ident(ref.path[2])} ON {name(*ref.path[:2])}"


def create(ref: Ref, model: Constraint, context: Context) -> list[Sql]:
    """On a table with rows, foreign keys and checks are added NOT VALID and then validated: a shorter lock."""
    if (old := renamed(_attachment(ref, model), context, old=True)) and model.is_attached:
        return _rename(old, ref, model, context)
    if model.type == "c" and (own := own_below(ref, context)):
        return [*own, Sql(add(ref, model, model.definition), (Hazard.VALIDATION_SCAN,))]
    whole = model.type == "x" and context.after.server_version < ATTACHABLE_EXCLUSION
    if _from_parent(ref, model, context) or (whole and model.is_attached):
        return []
    if model.type == "f" and detached_with(ref, model.definition, context):
        return []
    if model.type == "c" and not model.validated:
        return [Sql(add(ref, model, model.definition)), *map(validate, valid_below(ref, context))]
    fresh = Ref("table", ref.path[:2]) in context.created
    splittable = model.type in "cf" and model.relation_kind == "r" and model.validated
    if fresh or not splittable or "NOT ENFORCED" in model.definition:
        hazards = () if fresh or not model.validated else (Hazard.VALIDATION_SCAN, Hazard.ACCESS_EXCLUSIVE)
        return [Sql(add(ref, model, _definition(model), whole=whole), hazards), *rest(ref, model, context)]
    return [Sql(add(ref, model, model.definition + NOT_VALID)), validate(ref)]


def _attachment(ref: Ref, model: Constraint) -> Ref:
    """Of the index behind the constraint to its parent's."""
    return Ref("index_partition", (ref.path[0], model.index or ""))


def _rename(old: Ref, ref: Ref, model: Constraint, context: Context) -> list[Sql]:
    """A key under a partitioned table's key stays as long as that."""
    former = Ref(ref.kind, (*ref.path[:2], context.before.objects[old].constraint))
    renaming = Sql(
        f"ALTER TABLE {name(*ref.path[:2])} RENAME CONSTRAINT {ident(former.path[2])} TO {ident(ref.path[2])}"
    )
    return [renaming, *_set_options(ref, context.before.objects[former], model)]


def _from_parent(ref: Ref, model: Constraint, context: Context) -> bool:
    """An inherited check comes and goes with its parent's, unless the table is attached or detached now."""
    if model.type != "c" or model.is_local:
        return False
    fresh = table_of(ref, model) in context.created
    return stays_attached(ref, model.parents, context) or (fresh and not model.of_partition)


def rest(ref: Ref, model: Constraint, _context: Context) -> list[Sql]:
    """Storage options and tablespace of the index behind the constraint."""
    if not model.index:
        return []
    moved = change_tablespace(ref, model, model, _context) if model.tablespace else []
    if _is_parted(model):
        return moved
    return [*moved, *set_options(f"ALTER INDEX {name(ref.path[0], model.index)}", (), model.options)]


def change_tablespace(ref: Ref, _before: Constraint, after: Constraint, _context: Context) -> list[Sql]:
    space = ident(after.tablespace or "pg_default")
    return [
        Sql(f"ALTER INDEX {name(ref.path[0], after.index or '')} SET TABLESPACE {space}", (Hazard.ACCESS_EXCLUSIVE,))
    ]


def change_options(ref: Ref, before: Constraint, after: Constraint, _context: Context) -> list[Sql] | Replace:
    return REPLACE if _is_parted(after) else _set_options(ref, before, after)


def _is_parted(model: Constraint) -> bool:
    """Whether no statement changes the options of the index behind the key: a partitioned table's."""
    return model.relation_kind == "p" and model.type in "pux"


def _definition(model: Constraint) -> str:
    """With the options of its index, where they cannot be set later."""
    if not model.options or not _is_parted(model) or model.type == "x":  # which prints them itself
        return model.definition
    core = _core(model)
    return f"{core} WITH ({options(parse_options(model.options))}){model.definition.removeprefix(core)}"


def _set_options(ref: Ref, before: Constraint, after: Constraint) -> list[Sql]:
    return set_options(f"ALTER INDEX {name(ref.path[0], after.index or '')}", before.options, after.options)


def also(_version: int) -> str:
    """The index behind a constraint can bear a comment of its own."""
    return f"""
        SELECT {PG_CLASS}, i.oid, 0, 'index', ARRAY[n.nspname, i.relname]::text[],
               'constraint', ARRAY[n.nspname, c.relname, k.conname]::text[]
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_class i ON i.oid = k.conindid
        WHERE k.contype IN ('p', 'u', 'x') AND {USER_SCHEMA}"""


def drop(ref: Ref, model: Constraint, context: Context) -> list[Sql]:
    if _from_parent(ref, model, context) or renamed(_attachment(ref, model), context):
        return []
    perhaps = "IF EXISTS " if model.type == "c" and not model.is_local else ""  # it may have gone with another parent's
    return [
        *kept_below(ref, model, context, partitions=False),
        Sql(f"ALTER TABLE {name(*ref.path[:2])} DROP CONSTRAINT {perhaps}{ident(ref.path[2])}"),
        *kept_below(ref, model, context, partitions=True),
    ]


def inline(ref: Ref, model: Constraint, _context: Context) -> str | None:
    """CREATE TABLE would make one index of two keys over the same columns, so UNIQUE stands alone."""
    if model.type == "u":
        return None
    if model.type == "c" and not model.is_local and not model.of_partition:
        return None
    alone = model.type == "x" and model.is_attached
    if model.type == "f" or alone or not model.validated or "NOT ENFORCED" in model.definition:
        return None
    return f"CONSTRAINT {ident(ref.path[2])} {_definition(model)}"


def change(ref: Ref, before: Constraint, after: Constraint, _context: Context) -> list[Sql] | Replace:
    """Only a pending validation and a foreign key's deferrability can be changed in place."""
    stays = after.type == "c" and not before.is_local and after.is_local and before.is_valid == after.validated
    if stays and _core(before) == _core(after):
        return []  # when the table is detached
    if not before.validated and after.validated and before.definition == after.definition + NOT_VALID:
        return [validate(ref)]
    same_core = _core(before) == _core(after)
    if after.type == "f" and same_core and before.validated == after.validated:
        word = "DEFERRABLE" if after.deferrable else "NOT DEFERRABLE"
        timing = " INITIALLY DEFERRED" if after.deferred else ""
        return [Sql(f"ALTER TABLE {name(*ref.path[:2])} ALTER CONSTRAINT {ident(ref.path[2])} {word}{timing}")]
    return REPLACE


def _core(model: Constraint) -> str:
    """The definition as it would print without deferrability."""
    suffix = NOT_VALID if not model.validated else ""
    text = model.definition.removesuffix(suffix)
    text = text.removesuffix(" INITIALLY DEFERRED") if model.deferred else text
    return text.removesuffix(" DEFERRABLE") if model.deferrable else text


def slots(ref: Ref, model: Constraint) -> list[tuple[str, ...]]:
    held: list[tuple[str, ...]] = [("constraint", *ref.path)]
    if model.index:
        held.append(("relation", ref.path[0], model.index))
    if model.type == "p":
        held.append(("primary key", *ref.path[:2]))
    return held


WORDS = {"c": "check", "p": "primary key", "u": "unique constraint", "f": "foreign key", "x": "exclusion constraint"}


def assess(change: Change) -> Assessment:
    model = change.after or change.before
    word = WORDS[model.type]
    if change.before is None:
        severity = Severity.BREAKING if model.type in "pu" else Severity.FUNCTIONAL
        return Assessment(severity, f"The {word} is not in the database, which accepts rows that it would refuse.")
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
        extra_addresses=also,
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
        after_create=rest,
    ),
    order=Order(
        rank=RANK,
        orders_only=True,
        requires=lambda ref, model: [
            Ref("constraint", (*parent, ref.path[2])) for parent in model.parents or () if model.type == "c"
        ],
        rank_of=lambda model: (
            AFTER_PARTITIONS if model.type == "f" else RANK + (model.type == "c" and not model.validated)
        ),
    ),
    inline=InlineClause(
        parent="table foreign_table",
        clause=inline,
    ),
    replacement=Replacement(
        rebuildable=True,
        must_rebuild=remade,
        survives_type_change=lambda model: model.type != "f",
    ),
    unique_names=slots,
    code=Code(
        calls_dependencies=True,
    ),
    assess=assess,
    describe=lambda _, model: model.definition,
    constraint_role=lambda model: {"p": "primary", "u": "unique", "f": "foreign"}.get(model.type, ""),
)
