"""Mark the problems that a rename settles, and find what else differs about a renamed object.

Input: problems and their fixes as they were tried. Output: the problems, those of renamed objects with severity and sentences.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence

from schemasync.core.compare import compare
from schemasync.core.fix import Fix
from schemasync.core.model import Ref, Snapshot
from schemasync.introspect.renamed import other_name, under_names
from schemasync.kinds import KINDS
from schemasync.kinds.kind import Severity
from schemasync.kinds.model_checks import is_column
from schemasync.replay.stage_result import StageResult
from schemasync.verdict.api_access import read_access, with_access
from schemasync.verdict.findings import Finding, make_findings
from schemasync.verdict.problem import Problem


def settle_renames(
    problems: Iterable[Problem], fixes: Mapping[str, Sequence[Fix]], actual: Snapshot, applied: StageResult
) -> tuple[Problem, ...]:
    """Mark the problems that begin with a rename, whose other findings follow from it or concern what else differs.

    Args:
        problems: of a comparison.
        fixes: of each problem, by its identity, as they were tried.
        actual: state of the target.
        applied: replay of the applied migrations.
    """
    found = (_settled(problem, fixes[problem.id], actual, applied) for problem in problems)
    return tuple(sorted(found, key=lambda problem: problem.severity.rank))


def _settled(problem: Problem, fixes: Sequence[Fix], actual: Snapshot, applied: StageResult) -> Problem:
    renames = [others for fix in fixes if (others := _beside_renames(fix, problem.renames)) is not None]
    if not renames:
        return problem
    severities = {old: _rename_severity(old, applied.snapshot) for old, _ in problem.renames}
    severity = min(severities.values(), key=lambda each: each.rank)
    in_queries = tuple(old for old, each in severities.items() if each is not Severity.COSMETIC)
    names = {new: old for old, new in problem.renames}
    others = frozenset(other_name(ref, names) for others in renames for ref in others)
    findings = _other_findings(others, under_names(actual, names), applied)
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    return dataclasses.replace(problem, rename=severity, renames_in_queries=in_queries, beside_rename=tuple(ordered))


def _beside_renames(fix: Fix, renames: Collection[tuple[Ref, Ref]]) -> frozenset[Ref] | None:
    """References that a proven fix touches beside its renames; None if it leaves one out."""
    touched = [frozenset(item.refs) for item in fix.plan.statements]
    if not fix.proven or not renames or not all(any(refs.issuperset(pair) for refs in touched) for pair in renames):
        return None
    return frozenset(ref for refs in touched if not any(refs.issuperset(pair) for pair in renames) for ref in refs)


def _rename_severity(ref: Ref, expected: Snapshot) -> Severity:
    """COSMETIC for an index, a policy or a trigger, which only DDL names; BREAKING for objects that queries name."""
    is_part = KINDS[ref.kind].parent is not None and not is_column(expected.objects.get(ref))
    return Severity.COSMETIC if is_part else Severity.BREAKING


def _other_findings(refs: Collection[Ref], actual: Snapshot, applied: StageResult) -> Sequence[Finding]:
    """Findings on what differs about the object once it has its old name again."""
    expected, origins = applied.snapshot, applied.origins
    changes = [change for change in compare(actual, expected) if change.ref in refs]
    findings = make_findings(changes, actual, expected, origins)
    return with_access(findings, read_access(changes, actual, expected, origins, {}))
