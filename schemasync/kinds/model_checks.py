"""Tell the model of an object, as a snapshot holds models of all kinds, without naming its kind."""

from __future__ import annotations

from typing import TypeGuard

from schemasync.core.model import Model
from schemasync.kinds.tables._column_model import Column
from schemasync.kinds.types.enum import Enum


def is_column(model: Model | None) -> TypeGuard[Column]:
    """Whether an object is a column of a table."""
    return isinstance(model, Column)


def is_enum(model: Model | None) -> TypeGuard[Enum]:
    """Whether an object is an enum."""
    return isinstance(model, Enum)
