"""NOT NULL of columns: a flag, and from PostgreSQL 18 on a constraint with a name of its own (`pg_constraint`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Hazard, Sql, ident, name
from schemasync.kinds._catalog import PG_CONSTRAINT, USER_SCHEMA
from schemasync.kinds._kind import Context, once_per_plan
from schemasync.kinds.tables._inheritance import followers, stays_attached

NAMED = 180000
"""Server version in which NOT NULL is a constraint."""
_HAZARDS = (Hazard.VALIDATION_SCAN, Hazard.ACCESS_EXCLUSIVE)
NOTHING = (None, None, None)


def fields(version: int) -> str:
    """Columns that the query selects: (name unless it is the default, NOT VALID, NO INHERIT), name, local or not.

    What a child has from its parents alone is not its own, and has no name of its own (an empty text): it is that of the parent
    which was first. A partition is made whole.
    """
    if version < NAMED:  # as 18 would have it, so that servers of both sorts can be compared
        return """
        CASE WHEN a.attnotnull THEN ARRAY[NULL, NULL, NULL]::text[] END,
        CASE WHEN a.attnotnull THEN left(c.relname || '_' || a.attname || '_not_null', 63) END,
        a.attnotnull AND (a.attislocal OR c.relispartition)"""
    return """
        CASE WHEN k.oid IS NOT NULL THEN
            ARRAY[CASE WHEN NOT k.conislocal AND NOT c.relispartition THEN ''
                       WHEN k.conname <> left(c.relname || '_' || a.attname || '_not_null', 63) THEN k.conname END,
                  CASE WHEN NOT k.convalidated THEN 'NOT VALID' END,
                  CASE WHEN k.connoinherit THEN 'NO INHERIT' END]::text[] END,
        k.conname::text, k.oid IS NOT NULL AND (k.conislocal OR c.relispartition)"""


def source(version: int) -> str:
    """The join that `fields` reads from."""
    if version < NAMED:
        return ""
    return "LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.conkey[1] = a.attnum AND k.contype = 'n'"


def also(version: int) -> str:
    """Constraints that bear a comment."""
    if version < NAMED:
        return ""
    return f"""
        SELECT {PG_CONSTRAINT}, k.oid, 0, 'constraint', ARRAY[n.nspname, c.relname, k.conname]::text[],
               'column', ARRAY[n.nspname, c.relname, a.attname]::text[]
        FROM pg_description d JOIN pg_constraint k ON k.oid = d.objoid AND k.contype = 'n'
             JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
        WHERE d.classoid = {PG_CONSTRAINT} AND {USER_SCHEMA}"""


def own(model: Any) -> tuple[str | None, ...] | None:
    """The constraint, unless it is the parent's alone."""
    return model.not_null_constraint if model.not_null_is_own else None


def inline(ref: Ref, model: Any, context: Context, *, from_parent: bool) -> str:
    """The column constraint in CREATE TABLE or ADD COLUMN; only ALTER TABLE can say NOT VALID.

    The usual name is told where something of the schema has it: PostgreSQL would number it.
    """
    label, not_valid, no_inherit = model.not_null_constraint or NOTHING
    if not model.not_null or not_valid or from_parent:
        return ""
    if not label and (ref.path[0], model.not_null_name) in _held(context):
        label = model.not_null_name
    prefix = f" CONSTRAINT {ident(label)}" if label else ""
    return f"{prefix} NOT NULL" + (f" {no_inherit}" if no_inherit else "")


def clause(ref: Ref, model: Any) -> str:
    """The table constraint that gives an inherited column a NOT NULL of its own."""
    label, _, no_inherit = model.not_null_constraint
    prefix = f"CONSTRAINT {ident(label)} " if label else ""
    return f"{prefix}NOT NULL {ident(ref.path[2])}" + (f" {no_inherit}" if no_inherit else "")


def add(ref: Ref, model: Any, *, named: bool = False) -> Sql:
    """With its usual name, too, where it is `named`: PostgreSQL would number what others of the schema have."""
    label, not_valid, no_inherit = model.not_null_constraint or NOTHING
    label = label or (model.not_null_name if named else None)
    if not (label or not_valid or no_inherit):
        return Sql(f"{_column(ref)} SET NOT NULL", _HAZARDS)
    words = "".join(f" {word}" for word in (no_inherit, not_valid) if word)
    prefix = f"CONSTRAINT {ident(label)} " if label else ""
    text = f"ALTER TABLE {name(*ref.path[:2])} ADD {prefix}NOT NULL {ident(ref.path[2])}{words}"
    return Sql(text, () if not_valid else _HAZARDS)


def change(ref: Ref, before: Any, after: Any, context: Context) -> list[Sql]:
    """Statements for NOT NULL; where the statement on the parent does not reach its children, theirs follow it."""
    if (before.not_null, before.not_null_constraint) == (after.not_null, after.not_null_constraint):
        return []
    named = context.after.server_version >= NAMED
    if not named and before.relation_kind != "p":
        word = "SET" if after.not_null else "DROP"
        lone = _column(ref, only=before.relation_kind == "r")
        return (
            []
            if _follows(ref, before, after, context)
            else [Sql(f"{lone} {word} NOT NULL", _HAZARDS[: after.not_null * 2])]
        )
    if _follows(ref, before, after, context):
        return []
    if named and after.of_partition and before.not_null and after.not_null and _loses(ref, context):
        return []  # it goes with the parent's, which adds it again
    if named and _gains(ref, context):
        local = own(after) is not None and not after.of_partition
        return [Sql(f"{_column(ref)} SET NOT NULL")] if local and not before.not_null else []
    mine = _change_named(ref, before, after, context) if named else [_flag(ref, after)]
    first, again = [], []
    for child, old, new in _children(ref, context):
        gains = named and _passed_on(after) and not _passed_on(before) and own(new) is not None
        if gains and (old.not_null or new.not_null_name != after.not_null_name):
            first += _change_named(child, old, new, context)
        if not after.not_null and old.not_null and new.not_null and (new.of_partition or not named):
            again.append(add(child, new))
        if named and not old.not_null and after.not_null and not _valid(after) and _valid(new) and own(new) is None:
            again.append(_validate(child, after.not_null_name))  # what the parent's brings is not valid either
    return [*first, *mine, *again]


def _flag(ref: Ref, after: Any, *, named: bool = False) -> Sql:
    return add(ref, after, named=named) if after.not_null else Sql(f"{_column(ref)} DROP NOT NULL")


def _passed_on(model: Any) -> bool:
    return bool(model.not_null and not (model.not_null_constraint or NOTHING)[2])


def _valid(model: Any) -> bool:
    return bool(model.not_null and not (model.not_null_constraint or NOTHING)[1])


def _validate(ref: Ref, label: str) -> Sql:
    text = f"ALTER TABLE {name(*ref.path[:2])} VALIDATE CONSTRAINT {ident(label)}"
    return Sql(text, (Hazard.VALIDATION_SCAN,))


@once_per_plan
def _held(context: Context) -> set[tuple[str, str]]:
    """(schema, name) of constraints in the state in which the plan starts."""
    objects = context.before.objects.items()
    return {
        (ref.path[0], name)
        for ref, model in objects
        if ref.kind in ("column", "constraint")
        and (name := ref.path[2] if ref.kind == "constraint" else model.not_null_name)
    }


def _children(ref: Ref, context: Context) -> Iterator[tuple[Ref, Any, Any]]:
    for child in followers(ref, context):
        old, new = context.before.objects.get(child), context.after.objects.get(child)
        if old is not None and new is not None:
            yield child, old, new


def _parents(ref: Ref, context: Context) -> Iterator[tuple[Any, Any]]:
    """(before, after) of the same column in parents that stay."""
    for parent in getattr(context.after.objects[ref], "parents", None) or ():
        column = Ref(ref.kind, (*parent, ref.path[2]))
        old, new = context.before.objects.get(column), context.after.objects.get(column)
        if old is not None and new is not None and stays_attached(ref, [parent], context):
            yield old, new


def _gains(ref: Ref, context: Context) -> bool:
    """A parent's column becomes NOT NULL, and says what is to be done here."""
    return any(_passed_on(new) and not _passed_on(old) for old, new in _parents(ref, context))


def _loses(ref: Ref, context: Context) -> bool:
    """A parent's column ceases to be NOT NULL."""
    return any(_passed_on(old) and not _passed_on(new) for old, new in _parents(ref, context))


def _follows(ref: Ref, before: Any, after: Any, context: Context) -> bool:
    """A partition's column that changes as its parent's does."""
    states = (before.not_null, before.not_null_constraint), (after.not_null, after.not_null_constraint)
    return after.of_partition and any(
        ((old.not_null, old.not_null_constraint), (new.not_null, new.not_null_constraint)) == states
        for old, new in _parents(ref, context)
    )


def _change_named(ref: Ref, before: Any, after: Any, context: Context) -> list[Sql]:
    if not before.not_null or not after.not_null:
        shared = any(new.not_null_name == after.not_null_name for _, _, new in _children(ref, context))
        return [_flag(ref, after, named=shared)]
    table = f"ALTER TABLE {name(*ref.path[:2])}"
    (_, not_valid, no_inherit), new = (
        constraint or NOTHING for constraint in (before.not_null_constraint, after.not_null_constraint)
    )
    default = _usual(ref)
    statements: list[Sql] = []
    if new[1] and not not_valid:
        return [Sql(f"{_column(ref)} DROP NOT NULL"), add(ref, after)]
    if own(before) is None and own(after) is not None:
        statements.append(Sql(f"{_column(ref)} SET NOT NULL"))  # what was the parent's alone becomes its own
    old_name, new_name = before.not_null_name, new[0] or default
    free = own(before) is not None and not stays_attached(ref, after.parents, context)
    if old_name != new_name and (free or (own(after) is not None and not _stays_put(ref, after, context))):
        if any(old.not_null_name not in (None, old_name) for _, old, _ in _children(ref, context)):
            return [Sql(f"{_column(ref)} DROP NOT NULL"), add(ref, after)]
        away, back = _apart(ref, after, context)
        statements += [*away, Sql(f"{table} RENAME CONSTRAINT {ident(old_name)} TO {ident(new_name)}"), *back]
    if no_inherit != new[2]:
        statements.append(Sql(f"{table} ALTER CONSTRAINT {ident(new_name)} {new[2] or 'INHERIT'}"))
    if not_valid and not new[1]:
        statements.append(_validate(ref, new_name))
    return statements


def _apart(ref: Ref, after: Any, context: Context) -> tuple[list[Sql], list[Sql]]:
    """Detach a partition while an inherited constraint changes its name: PostgreSQL cannot rename it while attached."""
    for parent in after.parents or () if after.of_partition else ():
        link = context.after.objects.get(Ref("inheritance", (*ref.path[:2], *parent)))
        above = context.before.objects.get(Ref(ref.kind, (*parent, ref.path[2])))
        if link is None or above is None or not (_passed_on(above) and stays_attached(ref, [parent], context)):
            continue
        whole, part = f"ALTER TABLE {name(*parent)}", name(*ref.path[:2])
        return (
            [Sql(f"{whole} DETACH PARTITION {part}", (Hazard.ACCESS_EXCLUSIVE,))],
            [Sql(f"{whole} ATTACH PARTITION {part} {link.bound}", (Hazard.VALIDATION_SCAN,))],
        )
    return [], []


def _stays_put(ref: Ref, after: Any, context: Context) -> bool:
    """Whether rows of other tables may refer to the partition's by way of those above it: it cannot be detached then."""
    queue = [*(after.parents or ())] if after.of_partition else []
    for parent in queue:
        queue += [
            link.path[2:] for link in context.after.objects if link.kind == "inheritance" and link.path[:2] == parent
        ]
    return any(table in _referenced(context) for table in queue)


@once_per_plan
def _referenced(context: Context) -> set[tuple[str, ...]]:
    """The tables that foreign keys refer to all the time: others go before this, or come behind it."""
    after, created = context.after.objects, context.created
    return {
        edge.referenced.path[:2]
        for edge in context.before.edges
        if edge.dependent.kind == "constraint"
        and edge.dependent in after
        and edge.dependent not in created
        and edge.dependent.path[:2] != edge.referenced.path[:2]
        and edge.referenced.kind in ("table", "column")
    }


def _usual(ref: Ref) -> str:
    return f"{ref.path[1]}_{ref.path[2]}_not_null"


def _column(ref: Ref, *, only: bool = False) -> str:
    return f"ALTER TABLE {'ONLY ' if only else ''}{name(*ref.path[:2])} ALTER COLUMN {ident(ref.path[2])}"
