"""Clauses and statements about a column that several modules use."""

from __future__ import annotations

from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import Sql, ident, literal, name
from schemasync.kinds._kind import Context
from schemasync.kinds.tables import _not_null
from schemasync.kinds.tables.typed_table import stays_typed

STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "m": "MAIN", "x": "EXTENDED"}
COMPRESSION = {"p": "pglz", "l": "lz4"}
GENERATED_AGAIN = 160000
"""Server version from which a child may say again that its column is generated."""


def alter_table(ref: Ref, *, only: bool = False) -> str:
    """The beginning of a statement on a column's table."""
    return f"ALTER TABLE {'ONLY ' if only else ''}{name(*ref.path[:2])}"


def alter_column(ref: Ref, *, only: bool = False) -> str:
    """The beginning of a statement on a column."""
    return f"{alter_table(ref, only=only)} ALTER COLUMN {ident(ref.path[2])}"


def definition(ref: Ref, model: Any, context: Context) -> str:
    """The column as it stands in CREATE TABLE or ADD COLUMN."""
    parts = [f"{ident(ref.path[2])} {model.type}"]
    typed = model.of_typed_table and stays_typed(ref, context)
    if typed:
        parts = [f"{ident(ref.path[2])} WITH OPTIONS"]
    if model.fdw_options:
        parts.append(f" OPTIONS ({fdw_options(model.fdw_options)})")
    if model.collation and not typed:
        parts.append(f" COLLATE {model.collation}")
    if model.generated and not _generated_above(ref, context):
        parts.append(f" GENERATED ALWAYS AS ({model.expression}) {'VIRTUAL' if model.generated == 'v' else 'STORED'}")
    parts += [f" {context.inline(child)}" for child, _ in context.folded(ref, "column_default")]
    if model.identity_sequence:  # a partition draws from its parent's
        sequence = [context.inline(child) for child, _ in context.folded(ref, "sequence")]
        parts.append(f" {identity(model)}{' ' + sequence[0] if sequence and sequence[0] else ''}")
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


def identity(model: Any) -> str:
    """The clause that makes a column an identity column; the options of its sequence follow."""
    return f"GENERATED {'ALWAYS' if model.identity == 'a' else 'BY DEFAULT'} AS IDENTITY"


def fdw_options(pairs: tuple[str, ...]) -> str:
    """`name=value` pairs as they stand in OPTIONS (…)."""
    return ", ".join(f"{ident(key)} {literal(value)}" for key, value in (pair.split("=", 1) for pair in pairs))


def sequence_options(model: Any, context: Context) -> str:
    """The parenthesis behind GENERATED … AS IDENTITY."""
    if not model.identity_sequence:
        return ""
    ref = Ref("sequence", model.identity_sequence)
    text = context.inline(ref) if ref in context.after.objects else ""
    return f" {text}" if text else ""


def set_storage(ref: Ref, model: Any) -> Sql:
    """Its storage, or its type's where it has none of its own."""
    return Sql(f"{alter_column(ref, only=True)} SET STORAGE {STORAGE[model.storage or model.type_storage]}")
