"""Choose problems, and prove the plans that settle them: by repair, by adoption, or by a baseline."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from fnmatch import fnmatchcase

from schemasync.commands.output import say
from schemasync.config.settings import Settings
from schemasync.core.errors import SettingsError
from schemasync.core.masking import without_known_secrets
from schemasync.core.model import Ref
from schemasync.core.plan import Plan
from schemasync.core.timing import Progress
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds.described import display_name
from schemasync.pipeline import check_and
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

MOST_NAMED = 10
"""Greatest number of problems that an error names."""


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
        progress: called for each stage, and for each file that is replayed.

    Raises:
        SettingsError: a pattern matches nothing.
        SchemasyncError: as `pipeline.check`.
    """

    def prove_chosen(server: ShadowServer, privileged_calls: PrivilegedCalls, result: CheckResult) -> FixPlan:
        chosen = choose(result.problems, patterns) if patterns else result.open
        baseline = _baseline(server, result)
        if len(chosen) == len(result.problems):
            return FixPlan(result, chosen, result.repair, result.adopt, baseline)
        progress.stage("proving the chosen fixes")
        actual, expected = result.actual, result.replayed.snapshot
        scope = result.scope - result.equivalent
        request = proof_request(result.problems, actual, expected, scope, PROJECT_ROLE, chosen)
        proofs, _ = prove(server, request, privileged_calls)
        return FixPlan(result, chosen, proofs.repair, proofs.adopt, baseline)

    return check_and(settings, prove_chosen, progress)


def choose(problems: Sequence[Problem], patterns: Sequence[str], noun: str = "problem") -> tuple[Problem, ...]:
    """The problems that one of the patterns fits: the identity, or the name of an object of theirs.

    Args:
        problems: to choose from.
        patterns: identities, and names with `*` for any text.
        noun: the word for such a problem in an error.

    Raises:
        SettingsError: a pattern fits none.
    """
    unused = [pattern for pattern in patterns if not any(_fits(pattern, problem) for problem in problems)]
    if unused:
        known = "; ".join(f"{problem.id}: {problem.title}" for problem in problems[:MOST_NAMED]) or "there is none"
        raise SettingsError(
            without_known_secrets(f"no {noun} has an object called {', '.join(unused)}"),
            without_known_secrets(f"{noun}s: {known}"),
        )
    return tuple(problem for problem in problems if any(_fits(pattern, problem) for pattern in patterns))


def _fits(pattern: str, problem: Problem) -> bool:
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
