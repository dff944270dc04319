"""Exit codes of the command and of the action."""

from __future__ import annotations

import enum
from typing import Self


class ExitCode(enum.IntEnum):
    """An exit code; `meaning` is the sentence of the README, `short` that of `--help`."""

    short: str
    meaning: str

    def __new__(cls, value: int, short: str, meaning: str) -> Self:
        """Keep both texts beside the number."""
        code = int.__new__(cls, value)
        code._value_ = value
        code.short, code.meaning = short, meaning
        return code

    IN_SYNC = 0, "in sync", "in sync, or all differences are accepted, or `fail-on` does not name them"
    DRIFT = (
        1,
        "drift",
        "drift, or schema files that declare something else, a broken rule or an edited migration where `fail-on` names them",
    )
    SETTINGS = 2, "settings", "settings: an input, an argument or a file is wrong"
    SHADOW = 3, "throwaway PostgreSQL", "the throwaway PostgreSQL could not be started, or time ran out"
    REPLAY = 4, "replay or deployment", "a migration could not be replayed, or `supabase db push` would refuse or fail"
    TARGET = 5, "database", "the database could not be reached or read"
    PLAN = (
        6,
        "plan",
        "no plan could be made, or the database refused it (`fix --apply` as another role than `postgres`)",
    )
    GITHUB = 7, "GitHub", "GitHub refused a request that the run depends on"
    INTERNAL = 8, "fault of schemasync", "schemasync itself has a fault"
    INTERRUPTED = 130, "interrupted", "interrupted by Ctrl-C or a signal"
