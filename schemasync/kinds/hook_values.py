"""Types of the values that the functions and fields of a `Kind` hold or return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from schemasync.core.model import Ref
from schemasync.core.sql import Sql


class Replace:
    """Result of a rule when the object must be dropped and created again, with everything that depends on it."""


REPLACE: Final = Replace()


class RenamedAway(NamedTuple):
    """Statements that rename an object, so that another can have its name, and those that drop it when nothing uses it any more."""

    rename: Sequence[Sql]
    drop: Sequence[Sql]


class TextCast(NamedTuple):
    """Statements that cast a column to text, and those that cast it back."""

    to_text: Sequence[Sql]
    back: Sequence[Sql]


class Detachment(NamedTuple):
    """The object that a part is attached to, and the object whose drop detaches it (an index: the attachment of its table)."""

    attached_to: Ref
    ends_with: Ref


PAGE_BYTES: Final = 8192
"""Size of a page of PostgreSQL, as it is built by default (`BLCKSZ`)."""


class Estimate(NamedTuple):
    """The server's estimate of a table: rows (-1 if it never counted them), pages of 8 kB."""

    rows: float
    pages: float

    @property
    def is_known(self) -> bool:
        """Whether the server has counted the rows."""
        return self.rows >= 0

    @property
    def bytes(self) -> float:
        """Size of the pages."""
        return self.pages * PAGE_BYTES


@dataclass(frozen=True, slots=True)
class LoggedState:
    """Origin of an object that is stored in its table's row of `pg_class`, whose states an event trigger logs.

    Attributes:
        columns: of `pg_class`; the last statement that changed one of them defined the object.
        at_creation: whether the statement that created the table counts too. It does not for the owner: one that has not
            been changed since has the origin of its table.
    """

    columns: tuple[str, ...]
    at_creation: bool = True
