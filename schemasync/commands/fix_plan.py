"""Choose problems, and prove the plans that settle them: by repair, by adoption, or by a baseline."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from fnmatch import fnmatchcase

from schemasync.commands.output import say
from schemasync.config.settings import Settings
from schemasync.core.errors import SettingsError
from schemasync.core.model import Plan, Ref
from schemasync.core.timing import Progress
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds._described import display_name
from schemasync.pipeline import check
from schemasync.plan.build import build
from schemasync.postgres.shadow import PLATFORM_DATABASE, PROJECT_ROLE, ShadowServer
from schemasync.prove.proof import prove
from schemasync.prove.request import Proof
from schemasync.result import CheckResult
from schemasync.supabase.scope import restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls
from schemasync.verdict.exclusions import describe_excluded
from schemasync.verdict.problem import Problem
from schemasync.verdict.withheld import proof_request


@dataclasses.dataclass(frozen=True, slots=True)
class FixPlan:
    """Plans for the chosen problems.

    Attributes:
        result: of the check.
        chosen: problems that the plans settle.
        repair, adopt: the plans with their proofs.
        baseline: plan that creates the objects that were copied from the database; empty without `baseline = target`.
    """

    result: CheckResult
    chosen: tuple[Problem, ...]
    repair: Proof
    adopt: Proof
    baseline: Plan

    @property
    def refs(self) -> frozenset[Ref]:
        """References that differ in the chosen problems."""
        return frozenset(ref for problem in self.chosen for ref in problem.refs)


def plan_fixes(settings: Settings, patterns: Sequence[str], progress: Progress) -> FixPlan:
    """Check, choose problems, and prove plans for them alone.

    Args:
        settings: of the check.
        patterns: match problems' identities or names of their objects; none for all problems that are not accepted.
        progress: called with a phrase at the start of each stage.

    Raises:
        SettingsError: a pattern matches nothing.
        SchemasyncError: as `pipeline.check`.
    """
    made: list[FixPlan] = []

    def prove_chosen(server: ShadowServer, privileged_calls: PrivilegedCalls, result: CheckResult) -> None:
        chosen = _choose(result, patterns)
        fixes = FixPlan(result, chosen, result.repair, result.adopt, _baseline(server, result))
        if len(chosen) != len(result.problems):
            progress("proving the chosen fixes")
            actual, expected = result.actual, result.replayed.snapshot
            scope = result.scope - result.equivalent
            request = proof_request(result.problems, actual, expected, scope, PROJECT_ROLE, chosen)
            proofs = prove(server, request, privileged_calls)
            fixes = dataclasses.replace(fixes, repair=proofs.repair, adopt=proofs.adopt)
        made.append(fixes)

    check(settings, progress, prove_chosen)
    return made[0]


def _choose(result: CheckResult, patterns: Sequence[str]) -> tuple[Problem, ...]:
    """The problems with a matching object, or without patterns all that are open; a problem is settled as a whole."""
    if not patterns:
        return result.open
    found = {problem: [p for p in patterns if is_chosen(problem, p)] for problem in result.problems}
    unused = set(patterns) - {pattern for used in found.values() for pattern in used}
    if unused:
        raise SettingsError(
            f"no problem has an object called {', '.join(sorted(unused))}",
            "use the names or identities that the report shows",
        )
    return tuple(problem for problem, used in found.items() if used)


def is_chosen(problem: Problem, pattern: str) -> bool:
    """Whether a pattern is the identity of a problem, or fits the name of one of its objects."""
    return problem.id == pattern or any(fnmatchcase(display_name(item.ref), pattern) for item in problem.findings)


def _baseline(server: ShadowServer, result: CheckResult) -> Plan:
    """The plan that creates the copied objects on Supabase's bare platform, as far as it can run before all migrations."""
    if not result.copied or result.settings.baseline != "target":
        return Plan(())
    with server.connect(PLATFORM_DATABASE, ours=True) as blank:
        start = read_snapshot(blank)
    wanted = _independent(result)
    start = dataclasses.replace(
        start, objects={ref: model for ref, model in start.objects.items() if ref not in wanted}
    )
    return build(start, restrict(start, result.replayed.snapshot, wanted), PROJECT_ROLE)


def _independent(result: CheckResult) -> frozenset[Ref]:
    """The copied objects that depend on no object of a migration."""
    snapshot, later = result.replayed.snapshot, set(result.replayed.origins) - result.copied
    while more := {
        edge.dependent
        for edge in snapshot.edges
        if edge.referenced in later and edge.dependent in result.copied and edge.dependent not in later
    }:
        later |= more
    return result.copied - later


def print_excluded(proof: Proof) -> None:
    """Print the differences that the plan leaves out because they could not be proven."""
    if names := describe_excluded(proof.excluded):
        say(f"left out, as it could not be proven: {names}")
