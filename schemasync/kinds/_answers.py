"""Values of a kind's hooks, and values that they answer with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from schemasync.core.model import Ref
from schemasync.core.sql import Sql


class Replace:
    """Answer of a rule when the object must be dropped and created again, with everything that depends on it."""


REPLACE: Final = Replace()


class RenamedAway(NamedTuple):
    """Statements that give an object another name, and those that drop it when nothing uses it any more."""

    rename: Sequence[Sql]
    drop: Sequence[Sql]


class TextCast(NamedTuple):
    """Statements that cast a column to text, and those that cast it back."""

    to_text: Sequence[Sql]
    back: Sequence[Sql]


class Detachment(NamedTuple):
    """The object that a part is attached to, and the fact whose end detaches it."""

    attached_to: Ref
    ends_with: Ref


class Estimate(NamedTuple):
    """The server's estimate of a table: rows (-1 if it never counted), pages of 8 kB."""

    rows: float
    pages: float


@dataclass(frozen=True, slots=True)
class LoggedState:
    """Origin of a fact that is a part of its table's row in `pg_class`, whose states an event trigger logs.

    Attributes:
        columns: of `pg_class`; the statement after which they had other values defined the fact.
        at_creation: the values that the table was created with have an origin of their own; those of its owner do not.
    """

    columns: tuple[str, ...]
    at_creation: bool = True
