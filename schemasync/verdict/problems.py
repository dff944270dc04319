"""Group findings into problems: findings with one cause, or that cannot be settled separately, are one problem.

Input: findings and both snapshots. Output: problems, worst first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from schemasync.core.compare import differing
from schemasync.core.model import ORDER_ONLY, OWNERSHIP, Model, Ref, Snapshot
from schemasync.core.sync_status import UNKNOWN
from schemasync.introspect.renamed import in_renamed_whole, leading
from schemasync.kinds import KINDS
from schemasync.kinds.described import unique_names
from schemasync.kinds.kind import REPLACE, PlanContext
from schemasync.kinds.model_checks import is_column
from schemasync.verdict.findings import Finding, MigrationCause
from schemasync.verdict.hierarchy import Hierarchy
from schemasync.verdict.problem import Problem


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
    renamed = _leading(renames, expected)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(findings)):
        groups[ties.root(number)].append(number)
    problems = (_problem([findings[n] for n in numbers], ties, renamed, expected) for numbers in groups.values())
    return tuple(sorted(problems, key=lambda problem: problem.severity.rank))


def renames_among(problems: Iterable[Problem]) -> dict[Ref, Ref]:
    """Object of the migrations → object of the database that seems to be the same one, of each rename that settles a problem."""
    return {old: new for item in problems for old, new in item.renames}


def _leading(renames: Mapping[Ref, Ref], expected: Snapshot) -> Mapping[Ref, Ref]:
    """The renames that no other one brings: a parent's column has its new name in the children that inherit it."""
    inherited = {
        edge.dependent
        for edge in (expected.edges if len(renames) > 1 else ())
        if edge.type == ORDER_ONLY and edge.dependent in renames and edge.referenced in renames
    }
    return leading({old: new for old, new in renames.items() if old not in inherited})


def _is_renamed_by_itself(old: Ref, new: Ref, names: Mapping[Ref, Ref], expected: Snapshot) -> bool:
    """Whether a statement renames it; a sequence moves with its table."""
    rename = KINDS[old.kind].ddl.rename
    return rename is not None and bool(rename(in_renamed_whole(old, names), new, expected))


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
            self._tie_rebuilt(actual, expected)
            self._tie_names(actual, expected)
            self._tie_detached(actual, expected)
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

    def _count_dependent(self, ref: Ref) -> None:
        """Count a finding that depends on the finding of an object, if there is one."""
        if ref in self.number:
            self.dependents[self.number[ref]] += 1

    def _tie(self, one: Ref, other: Ref) -> None:
        if one in self.number and other in self.number:
            first, second = sorted((self.root(self.number[one]), self.root(self.number[other])))
            self.parent[second] = first

    def _tie_dependencies(self, there: Snapshot, elsewhere: Snapshot) -> None:
        """Tie a finding to one that it depends on and that exists on one side only: neither can be settled alone.

        A part that exists on one side only and that no statement of its own makes comes and goes with a change of its whole
        (an identity's sequence).
        """
        for dependent, referenced, _ in there.edges:
            if dependent not in self.number or referenced not in self.number:
                continue
            comes_with_change = dependent not in elsewhere.objects and _is_clause_only(dependent, there)
            if referenced in elsewhere.objects and not comes_with_change:
                continue
            one, other = self.number[dependent], self.number[referenced]
            if one != other:
                self._tie(dependent, referenced)
                self.dependents[other] += 1

    def _tie_names(self, actual: Snapshot, expected: Snapshot) -> None:
        """Tie an object of the database to the object of the migrations that cannot exist beside it, as it has its name."""
        here, there = (
            [ref for ref in self.number if ref in one.objects and ref not in other.objects]
            for one, other in ((actual, expected), (expected, actual))
        )
        taken = {name: ref for ref in here for name in unique_names(ref, actual)}
        for ref in there if taken else ():
            for name in unique_names(ref, expected):
                if name in taken:
                    self._tie(taken[name], ref)

    def _tie_detached(self, actual: Snapshot, expected: Snapshot) -> None:
        """Tie a part that only a change of something else detaches to that: an index leaves its parent's with its table."""
        for one, other in ((actual, expected), (expected, actual)):
            context = PlanContext(one, other, one.role)
            for ref in [ref for ref in self.number if ref in one.objects and ref not in other.objects]:
                detached_with = KINDS[ref.kind].replacement.detached_with
                if detached_with and (found := detached_with(ref, one.objects[ref], context)):
                    self._tie(ref, found.ends_with)
                    self._count_dependent(found.ends_with)

    def _tie_rebuilt(self, actual: Snapshot, expected: Snapshot) -> None:
        """Tie a finding to one that it depends on and whose change rebuilds its dependents.

        PostgreSQL prints a check by the type of its column, so neither reaches the expected state without the other.
        """
        rebuilding = {
            ref
            for finding in self.findings
            for ref in finding.refs
            if _rebuilds_dependents(ref, actual.objects.get(ref), expected.objects.get(ref))
        }
        for snapshot in (actual, expected) if rebuilding else ():
            for dependent, referenced, _ in snapshot.edges:
                if referenced not in rebuilding:
                    continue
                is_part = dependent in self.number and _is_part(dependent, referenced, snapshot)
                if is_part or _printed_by_types(dependent, snapshot):
                    self._tie(dependent, referenced)
                    self.dependents[self.number[referenced]] += is_part

    def _tie_internal(self, actual: Snapshot, expected: Snapshot) -> None:
        """Tie a fact of an internal part to the same fact of the whole: an identity's sequence has the owner of its table."""
        hierarchy = Hierarchy(actual, expected)
        for finding in self.findings:
            fact = finding.ref
            if (
                fact.of is not None
                and hierarchy.model(fact.of) is None
                and (whole := hierarchy.whole(fact)) is not None
            ):
                self._tie(fact, fact._replace(of=hierarchy.top(whole)))
        self._tie_to_columns(hierarchy)
        self._tie_access(hierarchy)
        self._tie_to_owners(hierarchy)

    def _tie_access(self, hierarchy: Hierarchy) -> None:
        """Tie the privileges of all roles on one object and on its columns: who has access to it is one matter, apart from what is accepted."""
        first: dict[Ref, Ref] = {}
        for finding in self.findings:
            fact = finding.ref
            if fact.of is not None and fact.path and finding.accepted is None and KINDS[fact.kind].order.roles:
                inner = is_column(hierarchy.model(fact.of))
                whole = hierarchy.whole(fact.of) if inner else None
                self._tie(first.setdefault(whole or fact.of, fact), fact)

    def _tie_to_owners(self, hierarchy: Hierarchy) -> None:
        """Tie the privileges of both owners to a change of the owner: PostgreSQL rewrites those of the old one to the new one's."""
        granted: dict[Ref, list[Ref]] = defaultdict(list)
        for finding in self.findings:
            if finding.ref.of is not None and finding.ref.path:
                for whole in {finding.ref.of, hierarchy.whole(finding.ref.of) or finding.ref.of}:
                    granted[whole].append(finding.ref)
        for finding in self.findings:
            fact, roles = finding.ref, KINDS[finding.ref.kind].order.roles
            if fact.of is None or fact.path or not roles:
                continue
            sides = (hierarchy.actual.objects.get(fact), hierarchy.expected.objects.get(fact))
            owners = {role for model in sides if model is not None for role in roles(fact, model)}
            for other in granted[fact.of]:
                if owners.issuperset(other.path):
                    self._tie(fact, other)
                    self.dependents[self.number[fact]] += 1

    def _tie_to_columns(self, hierarchy: Hierarchy) -> None:
        """Tie the facts of an object that a column owns (a sequence) to the same facts of the column's table."""
        subjects = {finding.ref.of for finding in self.findings if finding.ref.of}
        for snapshot in (hierarchy.actual, hierarchy.expected) if len(subjects) > 1 else ():
            for dependent, referenced, type_ in snapshot.edges:
                if type_ in OWNERSHIP and is_column(snapshot.objects.get(referenced)):
                    part = dependent if dependent in subjects else hierarchy.whole(dependent)
                    if part in subjects:
                        self._tie_equal_facts(part, hierarchy.top(referenced), hierarchy)

    def _tie_equal_facts(self, part: Ref, whole: Ref, hierarchy: Hierarchy) -> None:
        """Tie the facts that changed alike on a part and on the whole: PostgreSQL changes a sequence's owner with the table's."""
        for fact in [finding.ref for finding in self.findings if finding.ref.of == part]:
            other = fact._replace(of=whole)
            if all(
                side.objects.get(fact) == side.objects.get(other) for side in (hierarchy.actual, hierarchy.expected)
            ):
                self._tie(fact, other)
                self._count_dependent(other)

    def _tie_causes(self) -> None:
        """Tie the findings that have the same migration as their cause."""
        first: dict[MigrationCause, Finding] = {}
        for finding in self.findings:
            if finding.migration is not None and finding.status != UNKNOWN:
                self._tie(first.setdefault(finding.migration, finding).ref, finding.ref)


def _is_clause_only(ref: Ref, snapshot: Snapshot) -> bool:
    only = KINDS[ref.kind].inline.only
    return only is not None and ref in snapshot.objects and only(snapshot.objects[ref])


def _rebuilds_dependents(ref: Ref, actual: Model | None, expected: Model | None) -> bool:
    """Whether the change of an object drops and creates its dependents, or changes how they are printed."""
    if actual is None or expected is None:
        return False
    changed = set(differing(actual, expected))
    rules = KINDS[ref.kind].ddl.alter
    return any(
        (rule.rebuild or rule.reprints or rule.rule is REPLACE) and changed.intersection(rule.attributes)
        for rule in rules
    )


def _is_part(ref: Ref, whole: Ref, snapshot: Snapshot) -> bool:
    """Whether an object goes when another one is dropped, as it is its part: an index of a materialized view."""
    parent = KINDS[ref.kind].parent
    return parent is not None and ref in snapshot.objects and parent(ref, snapshot.objects[ref]) == whole


def _printed_by_types(ref: Ref, snapshot: Snapshot) -> bool:
    """Whether the text of an object may change with the types of the columns that it reads."""
    same_for_all_types = KINDS[ref.kind].code.same_for_all_types
    if ref.of is not None or ref not in snapshot.objects:
        return False
    return same_for_all_types is None or not same_for_all_types(snapshot.objects[ref])


def _problem(findings: Sequence[Finding], ties: _Ties, renames: Mapping[Ref, Ref], expected: Snapshot) -> Problem:
    """Put the main finding first: a renamed object, or else the one that most others depend on."""

    def importance(finding: Finding) -> tuple[bool, int, int]:
        return (
            finding.ref not in renames,
            -ties.dependents[ties.number[finding.ref]],
            finding.severity.rank,
        )

    main, *others = sorted(findings, key=importance)
    rest = sorted(others, key=lambda finding: finding.severity.rank)
    refs = dict.fromkeys(ref for each in (main, *rest) for ref in (each.ref, *each.refs))
    names = {ref: renames[ref] for ref in refs if ref in renames}
    own = [pair for at, pair in enumerate(names.items()) if not at or _is_renamed_by_itself(*pair, names, expected)]
    return Problem((main, *rest), tuple(own))
