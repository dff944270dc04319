"""The sequence behind an identity column, where that gets another name or the column becomes one."""

from __future__ import annotations

import dataclasses
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, dollar, ident, literal, name
from schemasync.kinds._kind import Context
from schemasync.kinds.tables.sequence import change as change_sequence
from schemasync.kinds.tables.sequence import go_on
from schemasync.kinds.types._types import aside_name


def rename_sequence(ref: Ref, old: tuple[str, str], new: tuple[str, str], context: Context) -> Sql:
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


def change_renamed(old: tuple[str, str], new: tuple[str, str], context: Context) -> list[Sql]:
    """Statements for the differences between an identity's sequence and the sequence of another name that it becomes."""
    before, after = context.before.objects.get(Ref("sequence", old)), context.after.objects.get(Ref("sequence", new))
    if before is None or after is None:
        return []
    uncommented = Ref("comment", (), Ref("sequence", old)) in context.before.objects
    gone = [Sql(f"COMMENT ON SEQUENCE {name(*new)} IS NULL")] if uncommented else []
    differs = dataclasses.replace(before, identity=None) != dataclasses.replace(after, identity=None)
    return [*(change_sequence(Ref("sequence", new), before, after, context) if differs else []), *gone]


def continue_sequence(ref: Ref, model: Any, context: Context) -> list[Sql]:
    """Rows that the column has already count."""
    if not model.identity_sequence:
        return []
    options = context.after.objects[Ref("sequence", model.identity_sequence)]
    return [go_on(model.identity_sequence, ref, options)]
