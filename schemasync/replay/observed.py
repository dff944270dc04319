"""Observations of the dry run, statement by statement of the pending files: locks, rewrites, scans, drops and renames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Address
from schemasync.core.row_risk import RowRisk
from schemasync.core.source_line import SourceLine
from schemasync.replay.reading import Relation


class Renamed(NamedTuple):
    """An object that a statement renamed or moved to another schema.

    Attributes:
        address: of it.
        old, new: schema and name of a relation; of another object the old and the new name alone.
    """

    address: Address
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObservedStatement:
    """A statement with its effects on objects that existed before, by their OIDs.

    Attributes:
        place, text: of the statement.
        ran: it was reached, and succeeded.
        outside_transaction: PostgreSQL refuses it inside a transaction.
        locks: (OID, mode) of the locks that it took, without those that its transaction held already.
        held: all locks that its transaction held after it.
        rewrites: relations with new storage that has their rows.
        truncates: tables with new storage that is empty.
        scans: relations that it scanned.
        dropped: addresses of what it dropped.
        cascaded: those of them that it dropped only because of CASCADE.
        renamed: relations, columns and constraints that it renamed.
        risks: reasons for which rows of the database may make it fail.
    """

    place: SourceLine
    text: str
    ran: bool
    outside_transaction: bool
    locks: tuple[tuple[int, str], ...] = ()
    held: tuple[tuple[int, str], ...] = ()
    rewrites: tuple[int, ...] = ()
    truncates: tuple[int, ...] = ()
    scans: tuple[int, ...] = ()
    dropped: tuple[Address, ...] = ()
    cascaded: tuple[Address, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    risks: tuple[RowRisk, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Statements of all pending files, and the relations that existed before them, by OID."""

    statements: tuple[ObservedStatement, ...]
    relations: Mapping[int, Relation]
