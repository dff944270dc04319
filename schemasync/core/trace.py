"""Data of a trace: the locks, scans, rewrites and changes of each pending statement, as observed on the mirror."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine

ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE = "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE"
SHARE_UPDATE_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE = "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE"
EXCLUSIVE, ACCESS_EXCLUSIVE = "EXCLUSIVE", "ACCESS EXCLUSIVE"
MODES = (
    ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE,
    ACCESS_EXCLUSIVE,
)  # fmt: skip
"""Lock modes of tables, weakest first (PostgreSQL's documentation, "Table-Level Locks")."""
BLOCKS_WRITES, BLOCKS_ALL = MODES[4:], MODES[7:]
"""Modes that conflict with INSERT, UPDATE and DELETE; with SELECT too."""


@dataclass(frozen=True, slots=True)
class RelationLock:
    """A lock that a statement takes on a relation of the database, until its transaction ends.

    Attributes:
        relation: under its name before the pull request.
        mode: one of `MODES`.
        rows, bytes: the server's estimates of the relation; None where it has none.
        is_partitioned: the relation is a partitioned table.
    """

    relation: Ref
    mode: str
    rows: int | None
    bytes: int | None
    is_partitioned: bool


class ChangeAction(StrEnum):
    """Changes that a statement makes to an object."""

    CREATE = "create"
    ALTER = "alter"
    DROP = "drop"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class StatementChange:
    """An object that a statement creates, alters, drops or renames.

    Attributes:
        action: of the statement.
        ref: before the statement; of a creation, after it.
        new: the same object under its new name; None unless it is renamed.
        first: of a rename in several statements, the reference before the first of them.
        cascaded: it is dropped only because the statement drops with CASCADE what it depends on.
    """

    action: ChangeAction
    ref: Ref
    new: Ref | None = None
    first: Ref | None = None
    cascaded: bool = False


@dataclass(frozen=True, slots=True)
class TracedStatement:
    """A statement of a pending file, as the dry run on the mirror saw it.

    Attributes:
        place: its file and line.
        text: without the semicolon.
        locks: on relations that existed before the pull request, weakest mode first.
        rewrites: relations of the database whose rows it rewrites.
        truncates: tables of the database that it empties.
        scans: relations of the database that it reads completely while it locks them (validation, the build of an index).
        changes: objects that it creates, alters, drops or renames.
        outside_transaction: PostgreSQL refuses to run it inside a transaction.
        ran: it was reached, and succeeded.
    """

    place: SourceLine
    text: str
    locks: tuple[RelationLock, ...] = ()
    rewrites: tuple[Ref, ...] = ()
    truncates: tuple[Ref, ...] = ()
    scans: tuple[Ref, ...] = ()
    changes: tuple[StatementChange, ...] = ()
    outside_transaction: bool = False
    ran: bool = True
