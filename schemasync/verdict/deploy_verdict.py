"""The deploy verdict as data, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemasync.core.source_line import SourceLine
from schemasync.verdict.push_obstacles import PushRisk


class DeployWord(StrEnum):
    """The verdict in a word, as in `report.json` and the output `deploy` of the action."""

    NOTHING = "nothing"
    PUSH_REFUSES = "push-refuses"
    FAILS = "fails"
    FAILS_ON_ROWS = "fails-on-rows"
    MAY_FAIL_ON_ROWS = "may-fail-on-rows"
    APPLIES = "applies"
    UNKNOWN = "unknown"


NOTHING, PUSH_REFUSES, FAILS, FAILS_ON_ROWS, MAY_FAIL_ON_ROWS, APPLIES, UNKNOWN = DeployWord
TITLES = {
    NOTHING: "Nothing to deploy",
    PUSH_REFUSES: "Push refuses",
    FAILS: "Will fail",
    FAILS_ON_ROWS: "Fails on rows",
    MAY_FAIL_ON_ROWS: "May fail on rows",
    APPLIES: "Will apply",
    UNKNOWN: "Not known whether it deploys",
}
ICONS = {
    NOTHING: "➖",
    PUSH_REFUSES: "⛔",
    FAILS: "⛔",
    FAILS_ON_ROWS: "⛔",
    MAY_FAIL_ON_ROWS: "⚠️",
    APPLIES: "🚀",
    UNKNOWN: "❔",
}
BLOCKING = (PUSH_REFUSES, FAILS, FAILS_ON_ROWS)
"""Verdicts that make a run fail."""


@dataclass(frozen=True, slots=True)
class DeployVerdict:
    """The answer to "will this deploy?".

    Attributes:
        word: the verdict.
        reason: sentences.
        command: commands that remove the obstacle, or push; one a line, empty if there are none.
        place: of the obstacle; None if it is in no file.
        files: names of the files that the push would run if nothing stopped it.
        undo: command that records the files as not applied, for after the script that takes them back; empty without one.
        risks: lines at which a push can fail: with some releases of the CLI, or after another pull request.
    """

    word: DeployWord
    reason: str
    command: str = ""
    place: SourceLine | None = None
    files: tuple[str, ...] = ()
    risks: tuple[PushRisk, ...] = ()
    undo: str = ""

    @property
    def blocks(self) -> bool:
        """Whether a push would end in an error."""
        return self.word in BLOCKING

    @property
    def pushes(self) -> bool:
        """Whether the command pushes, and does not remove an obstacle."""
        return self.word in (APPLIES, MAY_FAIL_ON_ROWS)

    @property
    def purpose(self) -> str:
        """Purpose of the command, before a colon."""
        if self.pushes:
            return "To deploy it"
        return "To record what ran" if self.word == UNKNOWN else "To settle it"

    @property
    def icon(self) -> str:
        """The emoji of the verdict."""
        return ICONS[self.word]

    @property
    def title(self) -> str:
        """The verdict in a few words."""
        return f"{TITLES[self.word]}."

    @property
    def headline(self) -> str:
        """The verdict in one line, the first of every report."""
        return f"{ICONS[self.word]} {self.sentence}"

    @property
    def sentence(self) -> str:
        """The verdict in words."""
        return f"{TITLES[self.word]}: {self.reason}" if self.reason else f"{TITLES[self.word]}."


NO_VERDICT = DeployVerdict(UNKNOWN, "")
"""Of a run that compared nothing."""
