"""The fix of a problem: a script for one direction, and whether it was executed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemasync.core.plan import Plan


class FixDirection(StrEnum):
    """Directions of a script that ends a difference."""

    REPAIR = "repair"
    """It makes the database what the migrations say."""
    ADOPT = "adopt"
    """It makes what the database has, as a migration."""
    DOWN = "down"
    """It takes pending migrations back."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A script that settles one problem.

    Attributes:
        direction: what it makes of the difference.
        plan: the script; empty if there is none to show.
        proven: it was executed alone, as printed, and had the effect that it promises.
        reason: why it is not proven.
        together: alone it was only executed; its effect was read back after the scripts of other problems had run, too.
    """

    direction: FixDirection
    plan: Plan
    proven: bool
    reason: str = ""
    together: bool = False

    @property
    def hazards(self) -> tuple[str, ...]:
        """Hazards of the statements, each once."""
        return tuple(dict.fromkeys(str(hazard) for item in self.plan.statements for hazard in item.sql.hazards))

    @property
    def losses(self) -> tuple[str, ...]:
        """Data that the script loses, in words, where the statements do not say so themselves."""
        return tuple(dict.fromkeys(item.sql.loss for item in self.plan.statements if item.sql.loss))
