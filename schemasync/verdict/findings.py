"""Group changes into findings: object, difference, severity, impact and origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schemasync.core.model import NAMED_ROLE, PART, Change, Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.core.sync_status import EXTRA, MISSING, PARTIAL, UNKNOWN, SyncStatus
from schemasync.core.wording import value_in_words
from schemasync.kinds import KINDS
from schemasync.kinds.default_privileges import usual_privileges
from schemasync.kinds.kind import Assessment, Severity
from schemasync.kinds.model_checks import is_column
from schemasync.migrations.status import PENDING, MigrationState
from schemasync.supabase.scope import is_always_platforms
from schemasync.verdict.hierarchy import Hierarchy
from schemasync.verdict.unknown import Doubt

MANUAL_CHANGE = "manual change"
"""Cause of a finding that no migration explains."""

NO_DOUBT = Doubt()


class MigrationCause(NamedTuple):
    """A migration that is the cause of a finding.

    Attributes:
        status: of the migration in the history: edited, remote-only, duplicate, applied but not recorded, or pending.
        file: its name.
        version: its version.
        replaced: the file that it seems to replace, which is why it is the cause; empty for all others.
    """

    status: MigrationState
    file: str
    version: str
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person decides about.

    Attributes:
        ref: the object; a subobject (a default) counts as a part of it.
        top: the object that users think of (the table of a column).
        status: MISSING, EXTRA, PARTIALLY SYNCED or UNKNOWN.
        severity: the worst of its changes; functional where it is unknown what differs.
        sentences: one per change, worst first.
        attributes: (name, in the database, in the migrations) of what differs.
        refs: every reference that it is about.
        origin: where the migrations define it.
        impact: who depends on it, in words.
        accepted: the reason, if the configuration accepts it.
        renamed: the object of the other side that may be the same one under another name.
        overlap: a pending file that touches the object as well; empty if none does.
        cause: what made the difference, as far as it is known.
        migration: the migration that is the cause, with its status; None if none is known.
        before, after: definition of the object in the database and in the migrations; empty where there is none.
    """

    ref: Ref
    top: Ref
    status: SyncStatus
    severity: Severity
    sentences: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    refs: tuple[Ref, ...]
    origin: SourceLine | None
    impact: str = ""
    accepted: str | None = None
    cause: str = MANUAL_CHANGE
    migration: MigrationCause | None = None
    renamed: str = ""
    overlap: str = ""
    before: str = field(default="", compare=False)
    after: str = field(default="", compare=False)

    @property
    def is_pending(self) -> bool:
        """Whether a pending migration makes the object as the database has it."""
        return self.migration is not None and self.migration.status == PENDING


def make_findings(
    changes: Sequence[Change],
    actual: Snapshot,
    expected: Snapshot,
    origins: Mapping[Ref, SourceLine],
    doubt: Doubt = NO_DOUBT,
) -> tuple[Finding, ...]:
    """Group changes by the object they are about.

    Args:
        changes: from the database (before) to the migrations (after).
        actual: the database.
        expected: the migrations.
        origins: where the migrations define each object.
        doubt: possible effects of migrations that failed; the status of what they may have changed is UNKNOWN.
    """
    hierarchy = Hierarchy(actual, expected)
    by_ref = {change.ref: change for change in changes}
    groups: dict[Ref, list[Change]] = defaultdict(list)
    for change in changes:
        groups[_reported_with(hierarchy.subject(change.ref), by_ref, hierarchy)].append(change)
    users = _Users(actual, expected, groups.keys())
    return tuple(
        sorted(
            (_finding(ref, group, by_ref, hierarchy, origins, users, doubt) for ref, group in groups.items()),
            key=lambda finding: (finding.severity.rank, finding.top, finding.ref),
        )
    )


def _reported_with(ref: Ref, by_ref: Mapping[Ref, Change], hierarchy: Hierarchy) -> Ref:
    """The object whose finding a change belongs to: a part of a missing or extra object belongs to that object's finding."""
    whole = hierarchy.whole(ref)
    if whole is None:
        return ref
    change = by_ref.get(whole)
    gone = change is not None and (change.before is None or change.after is None)
    carrier = _reported_with(whole, by_ref, hierarchy) if gone else None
    if carrier is not None:
        return carrier
    outer = _reported_with(whole, by_ref, hierarchy)
    return outer if outer != whole and outer in by_ref else ref


def _finding(
    ref: Ref,
    group: Sequence[Change],
    by_ref: Mapping[Ref, Change],
    hierarchy: Hierarchy,
    origins: Mapping[Ref, SourceLine],
    users: _Users,
    doubt: Doubt,
) -> Finding:
    own = by_ref.get(ref)
    status = _status(own) if own is not None else PARTIAL
    relevant = [own] if own is not None and status != PARTIAL else list(group)
    membership = _membership(own, hierarchy) if own is not None else None
    status = PARTIAL if membership else status
    assessed = sorted((_assess(c, hierarchy) for c in relevant), key=lambda a: a.severity.rank)
    if doubt.covers(hierarchy.top(ref), missing=status == MISSING):
        status = UNKNOWN
    place = origins.get(ref) or next((origins[c.ref] for c in group if c.ref in origins), None)
    return Finding(
        ref=ref,
        top=hierarchy.top(ref),
        status=status,
        severity=Severity.FUNCTIONAL if status == UNKNOWN else assessed[0].severity,
        sentences=tuple(dict.fromkeys(a.sentence for a in assessed)),
        attributes=(membership,)
        if membership
        else tuple(row for c in relevant if status == PARTIAL for row in _rows(c)),
        refs=tuple(c.ref for c in group),
        origin=place,
        impact=users.impact(ref, status),
        before=_show(ref, hierarchy.actual),
        after=_show(ref, hierarchy.expected),
    )


def _status(change: Change) -> SyncStatus:
    """An access without a row is neither missing nor extra where PostgreSQL gives privileges by itself."""
    present = change.after if change.before is None else change.before
    if (change.before is None) == (change.after is None) or usual_privileges(change.ref, present):
        return PARTIAL
    return MISSING if change.before is None else EXTRA


def _membership(change: Change, hierarchy: Hierarchy) -> tuple[str, str, str] | None:
    """The extension of an object that is a member of one in the database alone, or in the migrations alone; None of any other."""
    if change.before is None and (extension := hierarchy.actual.extension_members.get(change.ref)):
        return KINDS[extension.kind].label, extension.name, ""
    if change.after is None and (extension := hierarchy.expected.extension_members.get(change.ref)):
        return KINDS[extension.kind].label, "", extension.name
    return None


def _assess(change: Change, hierarchy: Hierarchy) -> Assessment:
    """Assess a change by its kind; a member of an extension on one side is neither missing nor extra."""
    if change.before is None and (extension := hierarchy.actual.extension_members.get(change.ref)):
        sentence = (
            f"It is in the database, but belongs to the extension {extension.path[0]}: DROP EXTENSION drops it, too."
        )
        return Assessment(Severity.FUNCTIONAL, sentence)
    if change.after is None and (extension := hierarchy.expected.extension_members.get(change.ref)):
        sentence = f"In the migrations it belongs to the extension {extension.path[0]}; in the database it does not."
        return Assessment(Severity.FUNCTIONAL, sentence)
    if change.after is None and (whole := _covering(change, hierarchy)):
        words = f"{_show(change.ref, hierarchy.actual)} is granted on the {KINDS[change.ref.subject.kind].label} itself"
        sentence = f"In the database {words}; the migrations grant it on the whole {KINDS[whole.kind].label}."
        return Assessment(Severity.FUNCTIONAL, sentence)
    return KINDS[change.ref.kind].assess(change)


def _covering(change: Change, hierarchy: Hierarchy) -> Ref | None:
    """The object whose privileges in the migrations include those that the database grants on its column; None without one."""
    if change.ref.of is None or not is_column(hierarchy.model(change.ref.of)):
        return None
    whole = hierarchy.whole(change.ref.of)
    granted = hierarchy.expected.objects.get(change.ref._replace(of=whole)) if whole else None
    covered = {*getattr(change.before, "privileges", ())} <= {*getattr(granted, "privileges", ())}
    return whole if granted is not None and covered else None


def _rows(change: Change) -> Iterable[tuple[str, str, str]]:
    kind = KINDS[change.ref.kind]
    if change.before is None or change.after is None or kind.subobject or kind.satellite:
        show = kind.describe or (lambda _, model: str(model))
        old, new = (
            show(change.ref, model) if model is not None else ", ".join(usual_privileges(change.ref, other))
            for model, other in ((change.before, change.after), (change.after, change.before))
        )
        yield kind.label, old, new
        return
    for name in change.attributes:
        old, new = getattr(change.before, name), getattr(change.after, name)
        yield name.replace("_", " "), value_in_words(old, shows_empty=True), value_in_words(new, shows_empty=True)


def _show(ref: Ref, snapshot: Snapshot) -> str:
    show, model = KINDS[ref.kind].describe, snapshot.objects.get(ref)
    return show(ref, model) if show and model is not None else ""


class _Users:
    """The dependents of the objects that findings are about, for sentences."""

    def __init__(self, actual: Snapshot, expected: Snapshot, asked: Collection[Ref]) -> None:
        self.hierarchy, self.asked = Hierarchy(actual, expected), asked
        self.sides = {MISSING: self._index(expected), EXTRA: self._index(actual)}
        self.sides[PARTIAL] = self.sides[UNKNOWN] = self.sides[MISSING]

    def _index(self, snapshot: Snapshot) -> Mapping[Ref, list[Ref]]:
        users: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, type_ in snapshot.edges if self.asked else ():
            if referenced in self.asked and type_ != PART and not _is_not_a_use(dependent, type_):
                users[referenced].append(self.hierarchy.subject(dependent))
        return users

    def impact(self, ref: Ref, status: SyncStatus) -> str:
        """`3 triggers use it: a on t, b on u, …`; empty if nothing does."""
        found: dict[str, set[Ref]] = defaultdict(set)
        for user in self.sides[status].get(ref, ()):
            if user != ref and self.hierarchy.whole(ref) != user:
                found[user.kind].add(user)
        parts = []
        for kind, refs in sorted(found.items()):
            names = sorted(_short_title(user) for user in refs)
            listed = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")  # noqa: PLR2004
            parts.append(f"{count(len(refs), kind)} {'uses' if len(refs) == 1 else 'use'} it: {listed}")
        return "; ".join(parts)


def _is_not_a_use(ref: Ref, edge_type: str) -> bool:
    """Whether an edge does not count as a use: one of a satellite, of the platform, or of a role's default privileges, memberships and mappings."""
    kind = KINDS[ref.kind]
    return (
        kind.satellite
        or is_always_platforms(ref)
        or (edge_type == NAMED_ROLE and (kind.catalog.server_wide or kind.order.phase == "last"))
    )


def _short_title(ref: Ref) -> str:
    """`trigger on table` for a part of a table, else the qualified name."""
    if len(ref.path) > 2 and KINDS[ref.kind].parent:  # noqa: PLR2004
        return f"{ref.path[2]} on {ref.path[0]}.{ref.path[1]}"
    return ".".join(part for part in ref.path[:2])


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def count(number: int, kind: str) -> str:
    """`three triggers`."""
    word = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{word} {KINDS[kind].label if number == 1 else KINDS[kind].plural}"
