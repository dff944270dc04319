"""NOT NULL of columns: a flag, and from PostgreSQL 18 on a constraint with a name of its own (`pg_constraint`)."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident
from schemasync.kinds.catalog import PG_CONSTRAINT, USER_SCHEMA
from schemasync.kinds.constraint_names import constraint_names
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import get
from schemasync.kinds.paths import schema_of
from schemasync.kinds.tables._column_model import NAMED_NOT_NULL, Column, NotNull
from schemasync.kinds.tables._column_statements import alter_column, alter_table
from schemasync.kinds.tables._not_null_names import detachment, is_dropped, is_renamed, name_after_parents, wanted_name
from schemasync.kinds.tables._not_null_states import (
    States,
    ancestors,
    children_of,
    is_lost_with_parents,
    named_state,
    own_constraint,
    parents_of,
    stays,
)

_HAZARDS = (Hazard.VALIDATION_SCAN, Hazard.ACCESS_EXCLUSIVE)


def extra_addresses(version: int) -> str:
    """NOT NULL constraints with a comment: no objects of their own, but comments are on them."""
    if version < NAMED_NOT_NULL:
        return ""
    return f"""
        SELECT {PG_CONSTRAINT}, k.oid, 0, 'constraint', ARRAY[n.nspname, c.relname, k.conname]::text[],
               'column', ARRAY[n.nspname, c.relname, a.attname]::text[]
        FROM pg_description d JOIN pg_constraint k ON k.oid = d.objoid AND k.contype = 'n'
             JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
        WHERE d.classoid = {PG_CONSTRAINT} AND {USER_SCHEMA}"""


def column_clause(ref: Ref, model: Column, context: PlanContext) -> str:
    """The column constraint in CREATE TABLE or ADD COLUMN; only ALTER TABLE can say NOT VALID.

    The default name is written where another constraint of the schema has it: PostgreSQL would add a number to it.
    """
    constraint = model.not_null_constraint or NotNull()
    if not model.not_null or constraint.not_valid:
        return ""
    label = constraint.name
    if not label and (schema_of(ref), model.not_null_name) in constraint_names(context):
        label = model.not_null_name
    prefix = f" CONSTRAINT {ident(label)}" if label else ""
    return f"{prefix} NOT NULL{_word(constraint.no_inherit)}"


def table_clause(ref: Ref, constraint: NotNull) -> str:
    """The table constraint that gives an inherited column a NOT NULL of its own."""
    prefix = f"CONSTRAINT {ident(constraint.name)} " if constraint.name else ""
    return f"{prefix}NOT NULL {ident(ref.name)}{_word(constraint.no_inherit)}"


def add(ref: Ref, model: Column, *, named: bool = False) -> Sql:
    """Make a column NOT NULL; `named` writes its default name too, where PostgreSQL would add a number to it."""
    constraint = model.not_null_constraint or NotNull()
    label = constraint.name or (model.not_null_name if named else None)
    if not (label or constraint.not_valid or constraint.no_inherit):
        return Sql(f"{alter_column(ref)} SET NOT NULL", _HAZARDS)
    prefix = f"CONSTRAINT {ident(label)} " if label else ""
    options = _word(constraint.no_inherit) + _word(constraint.not_valid)
    text = f"{alter_table(ref)} ADD {prefix}NOT NULL {ident(ref.name)}{options}"
    return Sql(text, () if constraint.not_valid else _HAZARDS)


def add_again_above(ref: Ref, context: PlanContext) -> list[Sql]:
    """Drop the constraints above a new child's column, and add them again: it then inherits that they are not valid.

    CREATE TABLE … INHERITS makes a valid one.
    """
    topmost_first = [column for column, model in ancestors(ref, context) if own_constraint(model)]
    own = [(column, get(context.after.objects, column, Column)) for column in reversed(topmost_first)]
    label = get(context.after.objects, ref, Column).not_null_name
    own.sort(key=lambda one: one[1].not_null_name != label)
    below = {child.ref: child.after for column, _ in own for child in children_of(column, context)}
    valid = (child for child, model in below.items() if _is_valid(model) and own_constraint(model) is None)
    return [
        *map(_drop_one, topmost_first),
        *(add(column, model, named=True) for column, model in own),
        *(_validate(child, below[child].not_null_name or "") for child in valid),
    ]


def _word(option: str | None) -> str:
    return f" {option}" if option else ""


def change(ref: Ref, before: Column, after: Column, context: PlanContext) -> list[Sql]:
    """Statements for NOT NULL; where the statement on the parent does not reach its children, theirs follow it."""
    states = States(ref, before, after)
    if _state(before) == _state(after) or _follows_parent(states, context):
        return []
    if context.after.server_version < NAMED_NOT_NULL:
        return _change_flag(states, context)
    if before.not_null and after.not_null and own_constraint(before) is None and own_constraint(after) is None:
        return _change_validity(states, context)
    parents = list(parents_of(ref, context))
    if after.of_partition and before.not_null and after.not_null and any(parent.loses for parent in parents):
        return []  # PostgreSQL drops and adds it with the parent's
    if any(parent.gains for parent in parents):
        local = own_constraint(after) is not None and not after.of_partition
        return [Sql(f"{alter_column(ref)} SET NOT NULL", _HAZARDS)] if local and not before.not_null else []
    first, again = list[Sql](), list[Sql]()
    for child in reversed(list(children_of(ref, context))):
        own = own_constraint(child.after) is not None
        if states.gains and own and (child.before.not_null or child.after.not_null_name != after.not_null_name):
            first += _merge_with_parent(child, states, context)
        kept = child.before.not_null and child.after.not_null and child.after.of_partition
        if not after.not_null and kept and not stays(child):
            again.append(add(child.ref, child.after))
        not_valid = after.not_null and not _is_valid(after)  # children get a constraint that is not valid, too
        if not child.before.not_null and not_valid and _is_valid(child.after) and not own:
            again.append(_validate(child.ref, after.not_null_name or ""))
    return [*first, *_change_constraint(states, context), *again]


def _merge_with_parent(child: States, parent: States, context: PlanContext) -> list[Sql]:
    """Change a child's constraint so that the parent's can merge with it; a partition's that is not valid comes with the parent's."""
    comes = child.after.of_partition and not _is_valid(child.after)
    if comes and child.after.not_null_name == parent.after.not_null_name:
        return [_drop_one(child.ref)] if child.before.not_null_stays else []
    return _change_constraint(child, context)


def _change_flag(states: States, context: PlanContext) -> list[Sql]:
    """Before 18: a partitioned table's statement reaches its partitions; of others each has its own."""
    ref, before, after = states
    if before.relation_kind != "p":
        word = "SET" if after.not_null else "DROP"
        only = before.relation_kind == "r"
        hazards = _HAZARDS if after.not_null else ()
        return [Sql(f"{alter_column(ref, only=only)} {word} NOT NULL", hazards, only=only)]
    again = [
        add(child.ref, child.after)
        for child in children_of(ref, context)
        if not after.not_null and child.before.not_null and child.after.not_null
    ]
    return [add(ref, after) if after.not_null else _drop_one(ref), *again]


def _change_validity(states: States, context: PlanContext) -> list[Sql]:
    """Validate the constraint that is the parents' alone, or make it not valid, unless the parents' statements do."""
    ref, before, after = states
    change_ = _is_valid(before), _is_valid(after)
    if change_[0] == change_[1] or any(
        (_is_valid(parent.before), _is_valid(parent.after)) == change_ for parent in parents_of(ref, context)
    ):
        return []
    if _is_valid(after):
        return [_validate(ref, name_after_parents(states, context))]
    return add_again_above(ref, context)


def _drop(ref: Ref, context: PlanContext) -> list[Sql]:
    """Drop the constraint with those of partitions that would stay and that are added again for another name or state."""
    staying = (child for child in children_of(ref, context) if child.before.not_null_stays)
    again = (child for child in staying if child.after.of_partition and child.after.not_null and not stays(child))
    return [_drop_one(ref), *(_drop_one(child.ref) for child in again)]


def _add_below(states: States, context: PlanContext) -> list[Sql]:
    """Add the constraints of partitions that were dropped with this one and have other names, which adding this one would not give."""
    parts = (child for child in children_of(states.ref, context) if child.after.of_partition and not stays(child))
    named = (child for child in parts if child.after.not_null_name != states.after.not_null_name)
    return [add(child.ref, child.after, named=True) for child in reversed(list(named))]


def _drop_one(ref: Ref) -> Sql:
    return Sql(f"{alter_column(ref)} DROP NOT NULL")


def _state(model: Column) -> tuple[bool, NotNull | None]:
    return model.not_null, model.not_null_constraint


def _is_valid(model: Column) -> bool:
    return model.not_null and not (model.not_null_constraint or NotNull()).not_valid


def _validate(ref: Ref, label: str) -> Sql:
    return Sql(f"{alter_table(ref)} VALIDATE CONSTRAINT {ident(label)}", (Hazard.VALIDATION_SCAN,))


def _follows_parent(states: States, context: PlanContext) -> bool:
    """Whether it is a partition's column that changes as its parent's does."""
    state = named_state if context.after.server_version >= NAMED_NOT_NULL else _state
    change_ = state(states.before), state(states.after)
    return states.after.of_partition and any(
        (state(parent.before), state(parent.after)) == change_ for parent in parents_of(states.ref, context)
    )


def _change_constraint(states: States, context: PlanContext) -> list[Sql]:
    """Statements from PostgreSQL 18 on, where NOT NULL is a constraint."""
    ref, before, after = states
    if not before.not_null or not after.not_null or is_lost_with_parents(states, context):
        shared = any(child.after.not_null_name == after.not_null_name for child in children_of(ref, context))
        return [add(ref, after, named=shared)] if after.not_null else _drop(ref, context)
    old, new = before.not_null_constraint or NotNull(), after.not_null_constraint or NotNull()
    if new.not_valid and not old.not_valid:
        return [*_drop(ref, context), add(ref, after)]
    statements: list[Sql] = []
    if own_constraint(before) is None and own_constraint(after) is not None:
        statements.append(Sql(f"{alter_column(ref)} SET NOT NULL"))  # what was the parent's alone becomes its own
    old_name, new_name = name_after_parents(states, context), wanted_name(states)
    if old_name != new_name and is_renamed(states, context):
        if is_dropped(states, context):
            return [*_drop(ref, context), *_add_below(states, context), add(ref, after)]
        rename = f"{alter_table(ref)} RENAME CONSTRAINT {ident(old_name)} TO {ident(new_name)}"
        detach, attach = detachment(ref, after, context)
        statements += [*detach, Sql(rename), *attach]
    if old.no_inherit != new.no_inherit:
        statements.append(Sql(f"{alter_table(ref)} ALTER CONSTRAINT {ident(new_name)} {new.no_inherit or 'INHERIT'}"))
    if old.not_valid and not new.not_valid:
        statements.append(_validate(ref, new_name))
    return statements
