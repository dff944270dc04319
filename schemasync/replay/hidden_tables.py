"""From which file on new tables are hidden from the API's roles, as Supabase's default privileges have it since 2026."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemasync.migrations.discover import Discovery, Migration


@dataclass(frozen=True, slots=True)
class HiddenTables:
    """The files that run with new tables hidden, and whether they are hidden in the end.

    Attributes:
        ever: whether they are hidden at all, at the latest after the last file.
        since: version of the first file that runs so, empty for the first of all; None if all files run before.
    """

    ever: bool
    since: str | None = None

    def first(self, migrations: Sequence[Migration]) -> int:
        """Index of the first file that runs with new tables hidden; the number of files if none does."""
        if self.since is None:
            return len(migrations)
        return next((n for n, each in enumerate(migrations) if each.version >= self.since), len(migrations))

    @property
    def always(self) -> bool:
        """Whether all files run with new tables hidden."""
        return self.since == ""


NEVER = HiddenTables(ever=False)
ALWAYS = HiddenTables(ever=True, since="")
AFTER_ALL = HiddenTables(ever=True)


def in_project(discovery: Discovery, target: HiddenTables) -> HiddenTables:
    """As the project's configuration says (`api.auto_expose_new_tables`), else as the target has it."""
    match discovery.project.auto_expose:
        case None:
            return target
        case exposed:
            return NEVER if exposed else ALWAYS
