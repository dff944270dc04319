"""Tell objects and their models, as a snapshot holds models of all kinds, without naming their kind."""

from __future__ import annotations

from typing import TypeGuard

from schemasync.core.model import Model, Ref
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.types.enum import Enum


def is_column(model: Model | None) -> TypeGuard[Column]:
    """Whether an object is a column of a table."""
    return isinstance(model, Column)


def refers_to_column(ref: Ref) -> bool:
    """Whether a reference is that of a column of a table, whose path its default shares."""
    return ref.kind == "column"


def is_enum(model: Model | None) -> TypeGuard[Enum]:
    """Whether an object is an enum."""
    return isinstance(model, Enum)
