"""Groups findings into problems: what one cause made, or what cannot be settled separately, is one problem.

Input are findings and both snapshots; output are problems, worst first. A problem is the unit that people read, count, fix
and accept, so the proof of fixes and the report start from here.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemasync.core.model import Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.kinds import KINDS
from schemasync.kinds._kind import Severity
from schemasync.prove.exclusion import Refusal
from schemasync.prove.proof import Request
from schemasync.verdict.areas import display_name
from schemasync.verdict.causes import UNEXPLAINED
from schemasync.verdict.findings import EXTRA, MANUAL_CHANGE, MISSING, PARTIAL, UNKNOWN, Family, Finding, count

_WORST = list(Severity)
_PARTS_NAMED = 3
_UNKNOWN = "an applied migration that may have made or changed it could not be replayed"
_ATTRIBUTES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """Findings that share one cause and are settled together.

    Attributes:
        findings: the main finding first: the object that the others depend on; then the worst first.
        renamed_from, renamed_to: names of the main object in the migrations and in the database, if it seems to have been
            renamed by hand.
    """

    findings: tuple[Finding, ...]
    renamed_from: Ref | None = None
    renamed_to: Ref | None = None

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
    def status(self) -> str:
        """Status that all findings share; UNKNOWN if one is unknown, else PARTIALLY SYNCED."""
        found = {finding.status for finding in self.findings}
        if UNKNOWN in found:
            return UNKNOWN
        return found.pop() if len(found) == 1 else PARTIAL

    @property
    def severity(self) -> Severity:
        """The worst of its findings; of an unknown problem too."""
        return min((finding.severity for finding in self.findings), key=_WORST.index)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The most serious sentence first, each once."""
        findings = sorted(self.findings, key=lambda finding: _WORST.index(finding.severity))
        return tuple(dict.fromkeys(sentence for finding in findings for sentence in finding.sentences))

    @property
    def cause(self) -> str:
        """The known cause of its findings."""
        return next((f.cause for f in self.findings if f.cause != MANUAL_CHANGE), MANUAL_CHANGE)

    @property
    def origin(self) -> SourceLine | None:
        """Where the migrations define the main object, or else the first part that they define."""
        return next((finding.origin for finding in self.findings if finding.origin), None)

    @property
    def accepted(self) -> str | None:
        """Reason of the acceptance: of the main object, which stands for all, or of each finding."""
        if self.main.accepted is not None:
            return self.main.accepted
        reasons = [finding.accepted for finding in self.findings]
        return None if None in reasons else reasons[0]

    @property
    def title(self) -> str:
        """The problem in words: `function public.f() and its three triggers are missing`."""
        return _title(self)


def make_problems(
    findings: Sequence[Finding],
    actual: Snapshot,
    expected: Snapshot,
    renames: Mapping[Ref, Ref],
    together: Iterable[Collection[Ref]] = (),
) -> tuple[Problem, ...]:
    """Group findings into problems.

    Args:
        findings: worst first.
        actual: state of the target.
        expected: state that the migrations define.
        renames: object of the migrations → object of the database that seems to be the same one, renamed.
        together: references that one statement of a plan settles together.

    Returns:
        Problems, worst first.
    """
    ties = _Ties(findings, actual, expected, renames, together)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(findings)):
        groups[ties.root(number)].append(number)
    problems = (_problem([findings[n] for n in numbers], ties, renames) for numbers in groups.values())
    return tuple(sorted(problems, key=lambda problem: _WORST.index(problem.severity)))


def proof_request(
    problems: Sequence[Problem],
    actual: Snapshot,
    expected: Snapshot,
    scope: frozenset[Ref],
    role: str,
    chosen: Collection[Problem] | None = None,
) -> Request:
    """Ask for proofs of problems; nothing that is unknown is touched.

    Args:
        problems: all of them; each is a group of the request.
        actual: state of the target.
        expected: state that the migrations define.
        scope: references that are compared.
        role: role that runs the plans.
        chosen: problems that the whole plans settle; all if None.
    """
    unknown = {ref: Refusal(ref, _UNKNOWN) for item in problems if item.status == UNKNOWN for ref in item.refs}
    return Request(
        actual, expected, scope, role, tuple(problem.refs for problem in problems), unknown,
        frozenset(ref for problem in chosen for ref in problem.refs) if chosen is not None else None,
        {item.renamed_from: item.renamed_to for item in problems if item.renamed_from and item.renamed_to},
    )  # fmt: skip


class _Ties:
    """Union of the findings that are settled together, as a disjoint-set forest over their numbers."""

    def __init__(
        self,
        findings: Sequence[Finding],
        actual: Snapshot,
        expected: Snapshot,
        renames: Mapping[Ref, Ref],
        together: Iterable[Collection[Ref]],
    ) -> None:
        self.findings = findings
        self.parent = list(range(len(findings)))
        self.number = {ref: n for n, finding in enumerate(findings) for ref in (*finding.refs, finding.ref)}
        self.dependents: Counter[int] = Counter()
        if len(findings) > 1:
            self._tie_dependencies(expected, actual)
            self._tie_dependencies(actual, expected)
            self._tie_causes()
            self._tie_internal(actual, expected)
            for one, other in renames.items():
                self._tie(one, other)
            for refs in together:
                known = [ref for ref in refs if ref in self.number]
                for ref in known[1:]:
                    self._tie(known[0], ref)

    def root(self, number: int) -> int:
        """Representative of the finding's group."""
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def _tie(self, one: Ref, other: Ref) -> None:
        if one in self.number and other in self.number:
            first, second = sorted((self.root(self.number[one]), self.root(self.number[other])))
            self.parent[second] = first

    def _tie_dependencies(self, there: Snapshot, elsewhere: Snapshot) -> None:
        """Tie what differs to what it depends on, where that exists on one side alone: neither can be settled alone."""
        for dependent, referenced, _ in there.edges:
            if dependent not in self.number or referenced not in self.number or referenced in elsewhere.objects:
                continue
            one, other = self.number[dependent], self.number[referenced]
            if one != other:
                self._tie(dependent, referenced)
                self.dependents[other] += 1

    def _tie_internal(self, actual: Snapshot, expected: Snapshot) -> None:
        """Tie a fact of an internal part to the same fact of the whole: an identity sequence has its table's owner."""
        family = Family(actual, expected)
        for finding in self.findings:
            fact = finding.ref
            if fact.of is not None and family.model(fact.of) is None and (whole := family.whole(fact)) is not None:
                self._tie(fact, fact._replace(of=family.top(whole)))

    def _tie_causes(self) -> None:
        """Tie what one migration made that was edited, recorded elsewhere or never recorded."""
        first: dict[str, Finding] = {}
        for finding in self.findings:
            if finding.cause in (MANUAL_CHANGE, UNEXPLAINED) or finding.status == UNKNOWN:
                continue
            self._tie(first.setdefault(finding.cause, finding).ref, finding.ref)


def _problem(findings: Sequence[Finding], ties: _Ties, renames: Mapping[Ref, Ref]) -> Problem:
    """Put the main finding first: a renamed object, or else the one that most others depend on."""
    renamed = {finding.ref for finding in findings} & renames.keys()

    def importance(finding: Finding) -> tuple[bool, int, int]:
        return (
            finding.ref not in renamed,
            -ties.dependents[ties.number[finding.ref]],
            _WORST.index(finding.severity),
        )

    ordered = sorted(findings, key=importance)
    rest = sorted(ordered[1:], key=lambda finding: _WORST.index(finding.severity))
    main = ordered[0]
    other = renames.get(main.ref)
    return Problem((main, *rest), main.ref if other else None, other)


def _title(problem: Problem) -> str:
    main, parts = problem.main, problem.parts
    name = described(main.ref)
    if problem.renamed_to is not None:
        return f"{name} seems to be called {problem.renamed_to.name} in the database"
    subject, verb = f"{name}{_and_parts(main, parts)}", "are" if parts else "is"
    match problem.status:
        case "MISSING":
            return f"{subject} {verb} missing"
        case "EXTRA":
            return f"{subject} {verb} only in the database"
        case "UNKNOWN":
            return f"{subject} could not be compared"
    if all(finding.status == PARTIAL for finding in problem.findings):
        return f"{subject} {'differ' if parts else 'differs'}{_differing(main) if not parts else ''}"
    return f"{name} {_states[main.status]}{_and_parts_differ(parts)}"


def described(ref: Ref) -> str:
    """`table public.t`, `owner of function public.f()`, `grant anon of table public.t`."""
    label = KINDS[ref.kind].label
    if ref.of is None:
        return f"{label} {display_name(ref)}"
    return f"{' '.join((label, *ref.path))} of {described(ref.of)}"


_states = {
    MISSING: "is missing",
    EXTRA: "is only in the database",
    PARTIAL: "differs",
    UNKNOWN: "could not be compared",
}


def _and_parts(main: Finding, parts: Sequence[Finding]) -> str:
    """` and its three triggers`; other parts are counted without `its` where they belong to other objects."""
    if not parts:
        return ""
    by_kind = Counter(part.ref.kind for part in parts)
    if len(by_kind) > _PARTS_NAMED:
        return f" and {len(parts)} more objects"
    its = "its " if all(_belongs(part, main) for part in parts) else ""
    words = [f"{its}{_one_or(number, kind, its)}" for kind, number in by_kind.most_common()]
    return f"{', ' if len(words) > 1 else ''}{', '.join(words[:-1])} and {words[-1]}"


def _one_or(number: int, kind: str, its: str) -> str:
    return KINDS[kind].label if its and number == 1 else count(number, kind)


def _belongs(part: Finding, main: Finding) -> bool:
    """Whether a part is called the main object's own: a trigger that calls the function, an index of the column."""
    return not KINDS[part.ref.kind].estimate and part.ref.kind != main.ref.kind


def _and_parts_differ(parts: Sequence[Finding]) -> str:
    return (
        f", and {len(parts)} {'object that depends' if len(parts) == 1 else 'objects that depend'} on it differ"
        if (parts)
        else ""
    )


def _differing(finding: Finding) -> str:
    label = KINDS[finding.ref.kind].label
    names = list(dict.fromkeys(name for name, _, _ in finding.attributes if name != label))
    if not names or len(names) > _ATTRIBUTES_NAMED:
        return ""
    return f" in {', '.join(names)}"
