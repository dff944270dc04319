"""What became of the last report's findings: new, still open, resolved, reopened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.verdict.areas import display_name

NEW, STILL, REOPENED = "new", "still open", "reopened"
REMEMBERED = 200
"""Resolved findings that travel on, so that one that comes back is told."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """The last report, as far as it is known.

    Attributes:
        known: whether there was one.
        open: status of each finding that was open.
        resolved: those that were resolved by then.
    """

    known: bool
    open: Mapping[Key, str]
    resolved: Collection[Key]

    def of(self, ref: Ref) -> str:
        """What a finding is since then; empty on the first report."""
        if not self.known:
            return ""
        key = (ref.kind, *ref.path)
        return STILL if key in self.open else REOPENED if key in self.resolved else NEW

    def gone(self, now: Collection[Ref]) -> tuple[Key, ...]:
        """What was open and is no longer."""
        current = {(ref.kind, *ref.path) for ref in now}
        return tuple(key for key in self.open if key not in current)

    def remembered(self, now: Collection[Ref]) -> tuple[Ref, ...]:
        """What the next report has to know as resolved."""
        current = {(ref.kind, *ref.path) for ref in now}
        kept = dict.fromkeys((*self.gone(now), *(key for key in self.resolved if key not in current)))
        return tuple(Ref(key[0], tuple(key[1:])) for key in kept)[:REMEMBERED]

    def words(self, keys: Sequence[Key]) -> tuple[str, ...]:
        """Resolved findings in words."""
        return tuple(
            f"{KINDS[key[0]].label} {display_name(Ref(key[0], tuple(key[1:])))} (was {self.open[key]})" for key in keys
        )


def past_of(previous: Mapping[str, Any] | None) -> Past:
    """Read an earlier report (JSON), or what is left of one in a hidden state; kinds that are not known are left out."""
    rows = (previous or {}).get("findings", ())
    open_ = {_key(row): str(row.get("status")) for row in rows if row.get("accepted") is None}
    resolved = [_key({"ref": ref}) for ref in (previous or {}).get("remembered", ())]
    return Past(
        previous is not None,
        {key: status for key, status in open_.items() if key[0] in KINDS},
        [key for key in resolved if key[0] in KINDS],
    )


def _key(row: Mapping[str, Any]) -> Key:
    ref = row.get("ref", {})
    return (str(ref.get("kind", "")), *map(str, ref.get("path", ())))
