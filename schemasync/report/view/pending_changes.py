"""Put the changes that pending migrations make in words: renames first, then each object with its hazards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.plan import Plan
from schemasync.core.source_line import SourceLine
from schemasync.core.sql import Hazard
from schemasync.core.sync_status import EXTRA, MISSING
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name, renamed
from schemasync.kinds.kind import Severity
from schemasync.report.view.fixes import HAZARDS
from schemasync.report.view.renamed_changes import Rename, renames_of, without_renamed
from schemasync.report.view.sizes import TableSizes
from schemasync.verdict.emptied import Emptied, drops_of, find_emptied
from schemasync.verdict.findings import Finding
from schemasync.verdict.pending import Pending

VERBS = {MISSING: "creates", EXTRA: "drops"}
LOSES_UNCOPIED = "loses what no statement copies"
_SWITCHES = {"creates": "switches on", "drops": "switches off"}
"""Verbs for what is switched on and off: row security."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change that a pending migration makes.

    Attributes:
        verb: `creates`, `drops`, `recreates`, `changes` or `renames`.
        kind: what the object is called.
        name: of the object; of a renamed one, both names.
        ref: the object, under its new name.
        file, line: of the statement; empty and 0 where it is unknown.
        hazards: what the statement may do to a database in use, each with a verb (`loses data`).
        size: the server's estimate of the table, where there are hazards; empty where nothing is known.
        sentences: rights that a role gains.
    """

    verb: str
    kind: str
    name: str
    ref: Ref
    file: str
    line: int
    hazards: tuple[str, ...] = ()
    size: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        """The verb as it is said of the object."""
        return _SWITCHES.get(self.verb, self.verb) if KINDS[self.ref.kind].ddl.switched else self.verb

    @property
    def warnings(self) -> tuple[str, ...]:
        """Everything that a reader should know of the change: hazards, size and sentences."""
        return (*self.hazards, *((self.size,) if self.size else ()), *self.sentences)


def change_views(pending: Pending, sizes: TableSizes) -> tuple[ChangeView, ...]:
    """The changes of the pending migrations.

    Args:
        pending: of the check's result.
        sizes: of the database's tables.
    """
    hazards, drops = _hazards(pending.plan), drops_of(pending.statements)
    renames = renames_of(pending.statements)
    emptied = {each.ref: each for each in find_emptied(pending.statements, drops, pending.replayed.snapshot)}
    changes = (_change(finding, hazards, sizes, drops) for finding in without_renamed(pending.changes, renames))
    return (
        *(_rename(*each) for each in renames),
        *(_emptying(each, renames, sizes) for each in emptied.values()),
        *(change for change in changes if change.ref not in emptied),
    )


def _hazards(plan: Plan) -> dict[Ref, dict[str, None]]:
    """Hazards of each object: those of its own statement, and of the statement of the object that it is a part of.

    What is only dropped along with a table, such as its place in a publication, loses no data.
    """
    found: dict[Ref, dict[str, None]] = defaultdict(dict)
    for statement in plan.statements:
        path = statement.ref.path
        parts = [ref for ref in statement.refs if ref.path[: len(path)] == path or path[: len(ref.path)] == ref.path]
        for hazard in statement.sql.hazards:
            for ref in (statement.ref, *parts):
                found[ref][HAZARDS.get(hazard, str(hazard))] = None
    return found


def _emptying(found: Emptied, renames: Sequence[Rename], sizes: TableSizes) -> ChangeView:
    """The drop of an object whose name another one has afterwards, which a statement made or renamed."""
    ref, place, may_be_copied = found
    verb = "drops" if any(new == ref for _, new, _ in renames) else "recreates"
    hazard = LOSES_UNCOPIED if may_be_copied else HAZARDS[Hazard.DATA_LOSS]
    return ChangeView(
        verb, KINDS[ref.kind].label, display_name(ref), ref, place.file, place.line,
        hazards=(hazard,), size=sizes.named(*ref.path[:2]),
    )  # fmt: skip


def _change(
    finding: Finding,
    hazards: Mapping[Ref, Mapping[str, None]],
    sizes: TableSizes,
    drops: Mapping[Ref, SourceLine],
) -> ChangeView:
    is_new = finding.status == MISSING and finding.ref == finding.top  # nobody uses it yet
    refs = () if is_new else (finding.ref, *finding.refs)
    named = tuple(dict.fromkeys(words for ref in refs for words in hazards.get(ref, ())))
    place = finding.origin or drops.get(finding.ref) or SourceLine("", 0)
    is_security = KINDS[finding.ref.kind].catalog.server_wide and finding.severity is Severity.SECURITY
    gains_rights = is_security and finding.status is not EXTRA
    return ChangeView(
        verb=VERBS.get(finding.status, "changes"),
        kind=KINDS[finding.ref.kind].label,
        name=display_name(finding.ref),
        ref=finding.ref,
        file=place.file,
        line=place.line,
        hazards=named,
        size=sizes.of(finding.top) if named else "",
        sentences=finding.sentences if gains_rights else (),
    )


def _rename(old: Ref, new: Ref, place: SourceLine) -> ChangeView:
    return ChangeView("renames", KINDS[old.kind].label, renamed(old, new), new, place.file, place.line)
