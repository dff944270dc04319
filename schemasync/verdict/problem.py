"""Define a problem: findings with one cause that are settled together, and that people read, fix and accept as one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemasync.core.model import Ref
from schemasync.core.source_line import SourceLine
from schemasync.core.sync_status import EXTRA, MISSING, PARTIAL, UNKNOWN, SyncStatus
from schemasync.core.text import capitalized
from schemasync.core.wording import with_article
from schemasync.kinds import KINDS
from schemasync.kinds.described import described, is_elsewhere, short_name
from schemasync.kinds.grants_on_all import on_all
from schemasync.kinds.kind import Severity
from schemasync.migrations.status import UNRECORDED
from schemasync.verdict.access_words import access_to
from schemasync.verdict.findings import MANUAL_CHANGE, Finding, MigrationCause, count
from schemasync.verdict.rename_words import rename_sentence, rename_title

_KINDS_NAMED = 3
"""Greatest number of kinds of parts that a title names; with more, it counts the objects."""
_ATTRIBUTES_NAMED = 3
_STATES = {
    MISSING: "is missing",
    EXTRA: "is only in the database",
    PARTIAL: "differs",
    UNKNOWN: "could not be compared",
}
"""Status → verb phrase."""
_SWITCHED = {MISSING: "is off in the database", EXTRA: "is on only in the database"}
"""The same of what is switched on and off."""

_BESIDE_RENAME = 3
"""Most sentences on what else differs about a renamed object; the parts name everything."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Findings that share one cause and are settled together.

    Attributes:
        findings: the main finding first: the object that the others depend on; then the worst first.
        renames: objects that seem to have been renamed by hand, each with its name in the database; the main one first.
        rename: severity of a rename that was tried; its other findings follow from it.
        renames_in_queries: old names of these that queries have.
        beside_rename: what else differs about the renamed object, worst first; empty where only the name does.
    """

    findings: tuple[Finding, ...]
    renames: tuple[tuple[Ref, Ref], ...] = ()
    rename: Severity | None = None
    renames_in_queries: tuple[Ref, ...] = ()
    beside_rename: tuple[Finding, ...] = ()

    @property
    def main(self) -> Finding:
        """The finding that the others depend on."""
        return self.findings[0]

    @property
    def parts(self) -> tuple[Finding, ...]:
        """All findings but the main one."""
        return self.findings[1:]

    @property
    def id(self) -> str:
        """Identity of the problem across runs: it follows from the main object."""
        ref, words = self.main.ref, []
        while True:
            words += [ref.kind, *ref.path]
            if ref.of is None:
                return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:10]
            ref = ref.of

    @property
    def refs(self) -> frozenset[Ref]:
        """Every reference that differs."""
        return frozenset(ref for finding in self.findings for ref in finding.refs)

    @property
    def status(self) -> SyncStatus:
        """Status that all findings share; UNKNOWN if one is unknown, else PARTIALLY SYNCED."""
        found = {finding.status for finding in self.findings}
        if UNKNOWN in found:
            return UNKNOWN
        return found.pop() if len(found) == 1 else PARTIAL

    @property
    def severity(self) -> Severity:
        """The worst severity of its findings; where they follow from a rename, that of the rename and what else differs."""
        if self.rename is not None:
            return min(
                (self.rename, *(finding.severity for finding in self.beside_rename)), key=lambda severity: severity.rank
            )
        return min((finding.severity for finding in self.findings), key=lambda severity: severity.rank)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of its findings without duplicates, the most serious first."""
        if self.rename is not None:
            words = rename_sentence(self.renames, is_all=not self.beside_rename, in_queries=self.renames_in_queries)
            more = tuple(dict.fromkeys(filter(None, map(_with_name, self.beside_rename))))[:_BESIDE_RENAME]
            return (words, *more) if self.severity == self.rename else (*more, words)
        findings = sorted(self.findings, key=lambda finding: finding.severity.rank)
        return tuple(dict.fromkeys(sentence for finding in findings for sentence in finding.sentences))

    @property
    def cause(self) -> str:
        """The known cause of its findings."""
        return next((f.cause for f in self._explaining if f.cause != MANUAL_CHANGE), MANUAL_CHANGE)

    @property
    def migration(self) -> MigrationCause | None:
        """The migration that is the cause."""
        return next((f.migration for f in self._explaining if f.migration is not None), None)

    @property
    def _explaining(self) -> Sequence[Finding]:
        """Findings whose cause is that of the problem: a pending file that makes only a part of it alike is none."""
        return [finding for finding in self.findings if finding is self.main or not finding.is_pending]

    @property
    def pending_file(self) -> str:
        """A pending file that touches an object of the problem as well; empty if none does."""
        return next((finding.overlap for finding in self.findings if finding.overlap), "")

    @property
    def is_pending(self) -> bool:
        """Whether pending files make all of it as the database has it."""
        return all(finding.is_pending for finding in self.findings)

    @property
    def origin(self) -> SourceLine | None:
        """Where the migrations define the main object, or else the first part of the same status that they define."""
        alike = (finding for finding in (self.main, *self.findings) if finding.status == self.main.status)
        return next((finding.origin for finding in alike if finding.origin), None)

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """The findings whose acceptance accepts the problem: the main one, or the privileges of each role."""
        are_privileges = all(finding.ref.of is not None and finding.ref.path for finding in self.findings)
        return self.findings if are_privileges else self.findings[:1]

    @property
    def accepted(self) -> str | None:
        """Reason of the acceptance: of the decisive findings, which stand for all, or of each finding."""
        for findings in (self.decisive, self.findings):
            first, *_ = reasons = [finding.accepted for finding in findings]
            if None not in reasons:
                return first
        return None

    @property
    def subject(self) -> str:
        """Main object and its parts in words: `function public.f() and its three triggers`."""
        return self.access or f"{described(self.main.ref)}{_and_parts(self.main, self.parts)}"

    @property
    def access(self) -> str:
        """Its privileges in words: `access of anon to table public.t`; empty if it is about something else, too."""
        return access_to([finding.ref for finding in self.findings])

    @property
    def is_plural(self) -> bool:
        """Whether its subject names several things; the access of several roles is one."""
        return bool(self.parts) and not self.access

    @property
    def renamed_to(self) -> Ref | None:
        """The main object's name in the database, if it seems to have been renamed by hand."""
        return self.renames[0][1] if self.renames else None

    @property
    def moved(self) -> bool:
        """Whether the main object seems to have been moved to another schema."""
        return self.renamed_to is not None and is_elsewhere(self.main.ref, self.renamed_to)

    @property
    def together(self) -> tuple[Finding, ...]:
        """Its parts, where some differ in another way than others, which the title only counts."""
        is_renamed = self.renamed_to is not None or _replaced_by_another_kind(self) is not None
        alike = len({finding.status for finding in self.findings}) == 1
        return () if is_renamed or alike or len(self.parts) == 1 or self.on_all else self.parts

    @property
    def on_all(self) -> str:
        """`ALL TABLES IN SCHEMA public`, if privileges changed alike on all of these; else empty."""
        return on_all([finding.ref for finding in self.findings])

    @property
    def title(self) -> str:
        """The problem in words: `function public.f() and its three triggers are missing`."""
        return _title(self)


def state_of(kinds: Iterable[str], status: SyncStatus, number: int = 1) -> str:
    """The verb phrase for a status of objects of some kinds: `is missing`, `are only in the database`, `is off in the database`."""
    switched = status in _SWITCHED and all(KINDS[kind].ddl.switched for kind in kinds)
    phrase = _SWITCHED[status] if switched else _STATES[status]
    if number == 1:
        return phrase
    return (
        "differ" if status == PARTIAL else f"are {phrase.removeprefix('is ')}" if phrase.startswith("is ") else phrase
    )


def _with_name(finding: Finding) -> str:
    """The most serious sentence of a finding, with the object's name before it if it only calls it `The column`."""
    label, sentence = KINDS[finding.ref.kind].label, next(iter(finding.sentences), "")
    if finding.ref.of is not None or not sentence.startswith(f"The {label} "):
        return sentence
    return f"{capitalized(label)} {short_name(finding.ref)}: t{sentence[1:]}"


def _title(problem: Problem) -> str:
    main, parts = problem.main, problem.parts
    name = described(main.ref)
    if problem.renames:
        return rename_title(problem.renames)
    subject, number = problem.subject, 2 if problem.is_plural else 1
    if problem.status == EXTRA and (file := _unrecorded(problem)):
        return f"{subject} {'are' if problem.is_plural else 'is'} in the database, but {file} is not recorded"
    if problem.status in (MISSING, EXTRA, UNKNOWN):
        kinds = {finding.ref.kind for finding in problem.findings}
        return f"{subject} {state_of(kinds, problem.status, number)}"
    if all(finding.status == PARTIAL for finding in problem.findings):
        return f"{subject} {'differ' if problem.is_plural else 'differs'}{'' if parts else _differing(main)}"
    if problem.access:
        return f"{subject} differs"
    if replaced := _replaced_by_another_kind(problem):
        missing, extra = replaced
        rest = [part for part in problem.findings if part.ref not in replaced]
        found = f"{described(missing)} is {with_article(KINDS[extra.kind].label)} in the database"
        return f"{found}{_and_settled_parts(rest) if rest else ''}"
    return f"{name} {state_of([main.ref.kind], main.status)}{_and_settled_parts(parts)}"


def _unrecorded(problem: Problem) -> str:
    """The file that made all of the problem and is not in the history; empty if there is none."""
    migrations = [finding.migration for finding in problem.findings]
    first = migrations[0]
    return first.file if first is not None and first.status == UNRECORDED and set(migrations) == {first} else ""


def _replaced_by_another_kind(problem: Problem) -> tuple[Ref, Ref] | None:
    """Two objects of different kinds that have one name, the main object first of all: the missing one, then the extra one."""
    named = [finding for finding in problem.findings if KINDS[finding.ref.kind].unique_names]
    extra = {(finding.ref.path, finding.ref.of): finding.ref for finding in named if finding.status == EXTRA}
    missing = (finding.ref for finding in named if finding.status == MISSING)
    pairs = [(ref, extra[ref.path, ref.of]) for ref in missing if (ref.path, ref.of) in extra]
    return next((pair for pair in pairs if problem.main.ref in pair), next(iter(pairs), None))


def _and_parts(main: Finding, parts: Sequence[Finding]) -> str:
    """` and its three triggers`; without `its` where some part is an object of its own."""
    if not parts:
        return ""
    by_kind = Counter(part.ref.kind for part in parts)
    if len(by_kind) > _KINDS_NAMED:
        return f" and {len(parts)} more objects"
    its = "its " if all(_belongs(part, main) for part in parts) else ""
    words = [f"{its}{_one_or(number, kind, its)}" for kind, number in by_kind.most_common()]
    return f"{', ' if len(words) > 1 else ''}{', '.join(words[:-1])} and {words[-1]}"


def _one_or(number: int, kind: str, its: str) -> str:
    return KINDS[kind].label if its and number == 1 else count(number, kind)


def _belongs(part: Finding, main: Finding) -> bool:
    """Whether a title may call a part `its`: a trigger that calls the function, an index of the column; no other table.

    Of findings that only a migration ties together, a part is `its` where its path says so.
    """
    if main.migration is not None and part.ref.subject.path[: len(main.ref.path)] != main.ref.path:
        return False
    return not KINDS[part.ref.kind].estimate and part.ref.kind != main.ref.kind


def _and_settled_parts(parts: Sequence[Finding]) -> str:
    """`, and 2 more objects differ`: findings of other statuses in the same problem."""
    if len(parts) == 1:
        return f", and {described(parts[0].ref)} {state_of([parts[0].ref.kind], parts[0].status)}"
    return f", and {len(parts)} more objects differ"


def _differing(finding: Finding) -> str:
    label = KINDS[finding.ref.kind].label
    found = dict.fromkeys(name.removeprefix(f"{label} ") for name, _, _ in finding.attributes if name != label)
    names = [name for name in found if not any(name.startswith(f"{other} ") for other in found)]
    if not names or len(names) > _ATTRIBUTES_NAMED:
        return ""
    return f" in {', '.join(names)}"
