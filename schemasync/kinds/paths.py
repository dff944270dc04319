"""Take the path of a reference apart: (schema, name), and (schema, relation, name) for a part of a relation.

The first name is the schema for the kinds that have `Kind.schema_at` 0, the last one is the own name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.sql import name


class QualifiedName(NamedTuple):
    """Schema and name of an object."""

    schema: str
    name: str


def schema_of(ref: Ref) -> str:
    """The schema of an object whose path begins with it."""
    schema, *_ = ref.path
    return schema


def relation_of(ref: Ref) -> QualifiedName:
    """Schema and name that a path begins with: of the object itself, or of the relation or domain that it is a part of."""
    schema, relation, *_ = ref.path
    return QualifiedName(schema, relation)


def relation_name(ref: Ref) -> str:
    """The same, quoted."""
    return name(*relation_of(ref))


def same_part(ref: Ref, relation: Iterable[str]) -> Ref:
    """The part of the same kind and name of another relation: a parent's column, a child's constraint."""
    return Ref(ref.kind, (*relation, ref.name))


class ColumnName(NamedTuple):
    """Schema, table and name of a column."""

    schema: str
    table: str
    name: str

    @property
    def relation(self) -> QualifiedName:
        """The table."""
        return QualifiedName(self.schema, self.table)
