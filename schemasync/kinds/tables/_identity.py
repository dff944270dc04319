"""The sequence behind an identity column, where it gets another name, or the column becomes an identity column."""

from __future__ import annotations

import dataclasses

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, dollar, ident, literal, name
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.objects import find
from schemasync.kinds.paths import QualifiedName, relation_name
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.tables.sequence import Sequence, continue_after_rows
from schemasync.kinds.tables.sequence import change as change_sequence
from schemasync.kinds.types._types import temporary_name


def rename_sequence(ref: Ref, old: QualifiedName, new: QualifiedName, context: PlanContext) -> Sql:
    """Rename an identity's sequence.

    Where another identity's sequence has the name and is renamed too, the first statement of both gives that one a
    temporary name.
    """
    holder = find(context.before.objects, Ref("sequence", new), Sequence)
    if not holder or not holder.identity:
        return Sql(f"ALTER SEQUENCE {name(*old)} RENAME TO {ident(new.name)}")
    table, column = literal(relation_name(ref)), literal(ref.name)
    body = f"""
        BEGIN
            IF pg_catalog.to_regclass({literal(name(*new))}) IS NOT NULL THEN
                ALTER SEQUENCE {name(*new)} RENAME TO {ident(temporary_name(new.name))};
            END IF;
            EXECUTE 'ALTER SEQUENCE ' || pg_catalog.pg_get_serial_sequence({table}, {column}) || {literal(f" RENAME TO {ident(new.name)}")};
        END"""
    return Sql(f"DO {dollar(body)}")


def change_renamed(old: QualifiedName, new: QualifiedName, context: PlanContext) -> list[Sql]:
    """Statements for the differences between an identity's sequence and the sequence of another name that it becomes."""
    before = find(context.before.objects, Ref("sequence", old), Sequence)
    after = find(context.after.objects, Ref("sequence", new), Sequence)
    if before is None or after is None:
        return []
    commented = Ref("comment", (), Ref("sequence", old)) in context.before.objects
    uncomment = [Sql(f"COMMENT ON SEQUENCE {name(*new)} IS NULL")] if commented else []
    differs = dataclasses.replace(before, identity=None) != dataclasses.replace(after, identity=None)
    return [*(change_sequence(Ref("sequence", new), before, after, context) if differs else []), *uncomment]


def continue_sequence(ref: Ref, model: Column, context: PlanContext) -> list[Sql]:
    """Set the sequence of a new identity to continue after the values that the column has."""
    sequence = model.identity_sequence and Ref("sequence", model.identity_sequence)
    found = find(context.after.objects, sequence, Sequence) if sequence else None
    return [continue_after_rows(sequence, ref, found)] if sequence and found else []
