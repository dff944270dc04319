"""Clauses and statements about a column that several modules use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, set_options
from schemasync.kinds.kind import PlanContext
from schemasync.kinds.paths import relation_name
from schemasync.kinds.tables._column_model import Column

STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "m": "MAIN", "x": "EXTENDED"}
COMPRESSION = {"p": "pglz", "l": "lz4"}


def alter_table(ref: Ref, *, only: bool = False) -> str:
    """The beginning of a statement on the table of a column or constraint; `only` leaves its children alone."""
    return f"ALTER TABLE {'ONLY ' if only else ''}{relation_name(ref)}"


def alter_column(ref: Ref, *, only: bool = False) -> str:
    """The beginning of a statement on a column."""
    return f"{alter_table(ref, only=only)} ALTER COLUMN {ident(ref.name)}"


def alter_only(ref: Ref, action: str) -> Sql:
    """A statement on a column that leaves its children alone."""
    return Sql(f"{alter_column(ref, only=True)} {action}", only=True)


def identity(model: Column) -> str:
    """The clause that makes a column an identity column; the options of its sequence follow."""
    return f"GENERATED {'ALWAYS' if model.identity == 'a' else 'BY DEFAULT'} AS IDENTITY"


def sequence_options(model: Column, context: PlanContext) -> str:
    """The parenthesis after GENERATED … AS IDENTITY."""
    if not model.identity_sequence:
        return ""
    ref = Ref("sequence", model.identity_sequence)
    text = context.clause(ref) if ref in context.after.objects else ""
    return f" {text}" if text else ""


def set_storage(ref: Ref, model: Column) -> Sql:
    """Set the column's storage; its type's where it has none of its own."""
    return alter_only(ref, f"SET STORAGE {STORAGE[model.storage or model.type_storage]}")


def set_compression(ref: Ref, model: Column) -> Sql:
    """Set the column's compression; the server's default where it has none of its own."""
    return alter_only(ref, f"SET COMPRESSION {COMPRESSION[model.compression] if model.compression else 'default'}")


def set_statistics(ref: Ref, model: Column) -> Sql:
    """Set the column's statistics target; the server's default where it has none of its own."""
    return alter_only(ref, f"SET STATISTICS {-1 if model.statistics is None else model.statistics}")


def set_attribute_options(ref: Ref, before: Iterable[str], after: Iterable[str]) -> list[Sql]:
    """Set and reset the column's options (`n_distinct`)."""
    return [replace(sql, only=True) for sql in set_options(alter_column(ref, only=True), before, after)]
