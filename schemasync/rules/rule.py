"""Describe a rule: its name, its level, and the check of what a pull request adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity
from schemasync.rules.context import RuleContext

__all__ = ["Match", "Rule", "RuleContext", "Severity", "Violation"]


def name_of(ref: Ref | None, place: SourceLine | None) -> str:
    """Name of the object that a rule is about, or else of the file."""
    return display_name(ref) if ref else place.file if place else ""


class Match(NamedTuple):
    """One place where a pull request breaks a rule.

    Attributes:
        place: the statement that does it; None if none is known.
        ref: the object that it is about; None where it is about the file.
        sentence: for people, whole.
        fix: SQL that settles it; empty where none can be written.
        level: where it deviates from the rule's.
    """

    place: SourceLine | None
    ref: Ref | None
    sentence: str
    fix: str = ""
    level: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of what a pull request adds.

    Attributes:
        id: words with dashes, as in `docs/rules/<id>.md`, `schemasync.toml` and comments of migrations.
        title: one line for lists of rules.
        level: of its violations, unless the project gives it another one.
        check: finds the places where a pull request breaks it.
    """

    id: str
    title: str
    level: Severity
    check: Callable[[RuleContext], Iterable[Match]]


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule, with the level that counts for the project.

    Attributes:
        rule: its id.
        title: the rule's.
        level: how much it matters.
        place: file and line of the statement; None if none is known.
        ref: the object that it is about; None where it is about the file.
        sentence: for people, whole.
        fix: SQL that settles it; None where none can be written.
        ignored: reason of the comment that accepts it; None if nothing does.
    """

    rule: str
    title: str
    level: Severity
    place: SourceLine | None
    ref: Ref | None
    sentence: str
    fix: str | None = None
    ignored: str | None = None

    @property
    def name(self) -> str:
        """The object's name, which patterns match; the file's where it is about no object."""
        return name_of(self.ref, self.place)
