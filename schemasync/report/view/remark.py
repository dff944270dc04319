"""Define a remark: a sentence on the check itself, with what it is about, so that no format has to search its words."""

from __future__ import annotations

from dataclasses import dataclass

HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on the check.

    Attributes:
        text: the sentence, without its full stop.
        file: the migration that it is about.
        reason: why a plan is not proven, if it says that.
        topic: `history` if it says that the database has no history of migrations.
    """

    text: str
    file: str = ""
    reason: str = ""
    topic: str = ""
