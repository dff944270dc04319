"""Compares problems with those of the last report: new, still open, resolved, reopened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.kinds._described import display_name

NEW, STILL, REOPENED = "new", "still open", "reopened"
REMEMBERED = 200
"""Resolved findings that are carried on, so that one that comes back is reported as reopened."""


@dataclass(frozen=True, slots=True)
class Past:
    """The last report, as far as it is known.

    Attributes:
        known: whether there was one.
        open: status of each finding that was open.
        resolved: those that were resolved by then.
    """

    known: bool
    open: Mapping[Ref, str]
    resolved: Collection[Ref]

    def of(self, ref: Ref) -> str:
        """Status of a finding since the last report; empty on the first report."""
        if not self.known:
            return ""
        return STILL if ref in self.open else REOPENED if ref in self.resolved else NEW

    def gone(self, now: Collection[Ref]) -> tuple[Ref, ...]:
        """Findings that were open in the last report and are no longer."""
        current = set(now)
        return tuple(key for key in self.open if key not in current)

    def remembered(self, now: Collection[Ref]) -> tuple[Ref, ...]:
        """Resolved findings that the next report must know."""
        current = set(now)
        kept = dict.fromkeys((*self.gone(now), *(key for key in self.resolved if key not in current)))
        return tuple(kept)[:REMEMBERED]

    def words(self, keys: Sequence[Ref]) -> tuple[str, ...]:
        """Resolved findings in words."""
        return tuple(f"{KINDS[ref.kind].label} {display_name(ref)} (was {self.open[ref]})" for ref in keys)


def past_of(previous: Mapping[str, Any] | None) -> Past:
    """Read an earlier report (JSON), or the part of it that a comment keeps; unknown kinds are left out."""
    rows = (previous or {}).get("problems", ())
    open_ = {_key(row): str(row.get("status")) for row in rows if row.get("accepted") is None}
    resolved = [_key({"ref": ref}) for ref in (previous or {}).get("remembered", ())]
    return Past(
        previous is not None,
        {key: status for key, status in open_.items() if key.kind in KINDS},
        [key for key in resolved if key.kind in KINDS],
    )


def _key(row: Mapping[str, Any]) -> Ref:
    return Ref.from_dict(row.get("ref", {}))
