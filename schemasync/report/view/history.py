"""Compare problems with those of the previous report: new, still open, resolved, reopened, and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemasync.core.model import Ref
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity

NEW, STILL, REOPENED = "new", "still open", "reopened"
REMEMBERED = 200
"""Greatest number of resolved problems that a report keeps, so that one that comes back is reported as reopened."""


@dataclass(frozen=True, slots=True)
class PreviousReport:
    """The problems of the previous report, by their main objects.

    Attributes:
        known: whether there was one.
        open: main object → status, of each problem that was open.
        resolved: main objects of problems that were resolved by then.
        first_seen: main object → date (YYYY-MM-DD) of the first report that had the problem, as far as it is known.
        severities: main object → severity of the problem, as far as it is known.
        privileges: main object → everything that a problem about privileges was about, as far as it is known.
    """

    known: bool
    open: Mapping[Ref, str]
    resolved: Collection[Ref]
    first_seen: Mapping[Ref, str]
    severities: Mapping[Ref, Severity] = field(default_factory=dict)
    privileges: Mapping[Ref, frozenset[Ref]] = field(default_factory=dict)

    def had(self, refs: Sequence[Ref], severity: Severity) -> bool:
        """Whether a problem was open then, not less serious than it is now, and with the privileges of the same roles.

        Args:
            refs: of the problem's findings, that of the main object first.
            severity: of the problem.
        """
        main, *_ = refs
        known = self.privileges.get(main)
        is_same = known is None or known.issuperset(refs)
        return main in self.open and severity.rank >= self.severities.get(main, severity).rank and is_same

    def of(self, ref: Ref) -> str:
        """Status of a problem since the previous report; empty if there was none."""
        if not self.known:
            return ""
        return STILL if ref in self.open else REOPENED if ref in self.resolved else NEW

    def resolved_since(self, now: Collection[Ref]) -> tuple[Ref, ...]:
        """Problems that were open in the previous report and are not open now."""
        current = set(now)
        return tuple(key for key in self.open if key not in current)

    def remembered(self, now: Collection[Ref]) -> tuple[Ref, ...]:
        """Resolved problems that the next report must know."""
        current = set(now)
        kept = dict.fromkeys((*self.resolved_since(now), *(key for key in self.resolved if key not in current)))
        return tuple(kept)[:REMEMBERED]

    def described(self, refs: Sequence[Ref]) -> tuple[str, ...]:
        """Resolved problems in words."""
        return tuple(f"{KINDS[ref.kind].label} {display_name(ref)} (was {self.open[ref]})" for ref in refs)


def read_previous(previous: Mapping[str, Any] | None) -> PreviousReport:
    """Read the previous report (JSON), or the part of it that a comment keeps; objects of unknown kinds are ignored."""
    rows = (previous or {}).get("problems", ())
    open_ = {_key(row): str(row.get("status")) for row in rows if row.get("accepted") is None}
    resolved = [_key({"ref": ref}) for ref in (previous or {}).get("remembered", ())]
    dates = {_key(row): str(row.get("first_seen") or "") for row in rows}
    return PreviousReport(
        previous is not None,
        {key: status for key, status in open_.items() if _is_known(key)},
        [key for key in resolved if _is_known(key)],
        {key: date for key, date in dates.items() if key in open_ and _is_date(date)},
        {_key(row): Severity(row["severity"]) for row in rows if row.get("severity") in set(Severity)},
        {_key(row): frozenset(map(Ref.from_dict, refs)) for row in rows if (refs := _privileges(row)) is not None},
    )


def _is_known(ref: Ref) -> bool:
    """Whether this version names such an object: a report may be of another version, and a comment can be edited."""
    return ref.kind in KINDS and (bool(ref.path) if ref.of is None else _is_known(ref.of))


def _is_date(text: str) -> bool:
    """Whether a text is a date as this program writes one."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _key(row: Mapping[str, Any]) -> Ref:
    return Ref.from_dict(row.get("ref", {}))


def privileges_of(problem: Mapping[str, Any]) -> list[Any] | None:
    """References of the findings of a problem (of `report.json`) that is about privileges; None for any other."""
    refs = [finding["ref"] for finding in problem.get("findings", ())]
    return refs if refs and all(ref.get("of") and ref.get("path") for ref in refs) else None


def _privileges(row: Mapping[str, Any]) -> Sequence[Any] | None:
    kept: Sequence[Any] | None = row.get("privileges")
    return privileges_of(row) if kept is None else kept
