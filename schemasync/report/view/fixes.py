"""Describe the scripts that settle a problem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemasync.core.fix import Fix, FixDirection
from schemasync.core.plan import Plan
from schemasync.core.sql import Hazard
from schemasync.core.text import capitalized, line

HAZARDS = {
    Hazard.DATA_LOSS: "loses data",
    Hazard.TABLE_REWRITE: "rewrites the table while it is locked",
    Hazard.ACCESS_EXCLUSIVE: "locks the table against reads for a moment",
    Hazard.VALIDATION_SCAN: "reads the whole table",
    Hazard.FAILS_ON_ROWS: "fails if a row does not fit",
    Hazard.NON_TRANSACTIONAL: "cannot be rolled back",
}
"""Each hazard in words, with a verb: its effect on a database in use."""
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class FixView:
    """One way to settle a problem.

    Attributes:
        direction: what the script makes of the difference; None for the entry of schemasync.toml that accepts the problem.
        title: what the SQL, or the entry of schemasync.toml, does.
        sql: the script, or the entry; empty if there is none.
        proven: the script ran on a mirror and led to its goal.
        hazards: names of what the script may do to a database in use.
        reason: why it is not proven.
        warnings: the hazards in words.
        together: its effect was read back after scripts of other problems had run, too.
    """

    direction: FixDirection | None
    title: str
    sql: str
    proven: bool
    hazards: tuple[str, ...] = ()
    reason: str = ""
    warnings: tuple[str, ...] = ()
    together: bool = False

    @property
    def accepts(self) -> bool:
        """Whether it is no script, but the entry that accepts the problem."""
        return self.direction is None

    @property
    def proof(self) -> str:
        """How the script was proven, in words; it must be."""
        return "proven with others" if self.together else "proven"


def fix_view(fix: Fix, title: str, warnings: tuple[str, ...] = ()) -> FixView:
    """Describe a script."""
    return FixView(fix.direction, title, fix.plan.script(), fix.proven, fix.hazards, fix.reason, warnings, fix.together)


@dataclass(frozen=True, slots=True)
class PlanView:
    """The script that settles all problems in one direction.

    Attributes:
        sql: the script; empty if there is none.
        proven: it ran on a mirror as a whole and led to its goal.
        warnings: sentences on the data that it loses, and on rows that can refuse it.
    """

    sql: str = ""
    proven: bool = False
    warnings: tuple[str, ...] = ()


def plan_view(plan: Plan, *, proven: bool) -> PlanView:
    """Describe the plan of one direction."""
    return PlanView(plan.script(), proven, tuple(harm_of(plan)))


def harm_of(plan: Plan) -> Iterator[str]:
    """A sentence on the statements that lose data, and one on those that rows can refuse."""
    for hazard in (Hazard.DATA_LOSS, Hazard.FAILS_ON_ROWS):
        harmful = (each.sql for each in plan.statements if hazard in each.sql.hazards)
        if texts := [sql.loss or sql.text if hazard == Hazard.DATA_LOSS else sql.text for sql in harmful]:
            more = (f"and {len(texts) - _MOST_NAMED} more",) if len(texts) > _MOST_NAMED else ()
            yield f"{capitalized(HAZARDS[hazard])}: {'; '.join((*map(line, texts[:_MOST_NAMED]), *more))}."


def warnings_of(fix: Fix) -> tuple[str, ...]:
    """Possible effects of a script on a database in use, in words."""
    hazards = (words for hazard, words in HAZARDS.items() if str(hazard) in fix.hazards)
    return (*hazards, *(f"can change {loss}" for loss in fix.losses))
