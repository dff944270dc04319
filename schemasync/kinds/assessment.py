"""Rate a change: its severity, with one plain sentence of explanation."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from schemasync.core.model import Change


class Severity(enum.StrEnum):
    """How bad a difference is; listed worst first."""

    SECURITY = "security"
    BREAKING = "breaking"
    FUNCTIONAL = "functional"
    PERFORMANCE = "performance"
    COSMETIC = "cosmetic"

    @property
    def rank(self) -> int:
        """Place in the order: 0 is the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Severity of a change with one plain sentence of explanation."""

    severity: Severity
    sentence: str


Assess = Callable[[Change], Assessment]


def status_assess(
    missing: tuple[Severity, str],
    extra: tuple[Severity, str],
    differs: tuple[Severity, str],
) -> Assess:
    """Make an assessment that depends on the status alone: before is the database, after the migrations."""

    def assess(change: Change) -> Assessment:
        if change.before is None:
            return Assessment(*missing)
        if change.after is None:
            return Assessment(*extra)
        return Assessment(*differs)

    return assess
