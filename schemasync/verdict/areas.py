"""Assign every object to one area of the product (`[[areas]]`), and count what is in sync."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from schemasync.config.schemasync_toml import AreaRule
from schemasync.core.errors import SettingsError
from schemasync.core.model import Ref
from schemasync.kinds.described import display_name

EVERYTHING_ELSE = "Everything else"


@dataclass(frozen=True, slots=True)
class Score:
    """Result of the checks of an area, or of all.

    Attributes:
        checks: number of checks, one for each compared reference.
        in_sync: number of checks in sync; accepted differences count as in sync.
        open: number of problems and failures that nobody accepted.
    """

    checks: int
    in_sync: int
    open: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down; 100 only when nothing is open."""
        if not self.open:
            return 100
        return min(99, self.in_sync * 100 // self.checks) if self.checks else 0


def assign(tops: Iterable[Ref], rules: Sequence[AreaRule], origins: Mapping[Ref, str]) -> dict[Ref, str]:
    """Area of each top object; by pattern first, then by the migration file that made it.

    Raises:
        SettingsError: an object matches two areas.
    """
    return {top: _area(top, rules, origins.get(top, "")) for top in tops}


def _area(top: Ref, rules: Sequence[AreaRule], file: str) -> str:
    name = display_name(top)
    matching = [rule.name for rule in rules if any(fnmatchcase(name, pattern) for pattern in rule.objects)]
    if len(matching) > 1:
        raise SettingsError(
            f"{name} belongs to two areas: {' and '.join(matching)}",
            "make the patterns of [[areas]] exclude each other",
        )
    by_file = [rule.name for rule in rules if file and any(fnmatchcase(file, pattern) for pattern in rule.migrations)]
    return (matching or by_file or [EVERYTHING_ELSE])[0]
