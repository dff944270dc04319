"""Problems for which no SQL is written in one direction or both, and the request for proofs of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemasync.core.model import Ref, Snapshot
from schemasync.migrations.status import PENDING, REMOTE_ONLY, UNRECORDED
from schemasync.prove.exclusion import Exclusion
from schemasync.prove.request import Request
from schemasync.verdict.findings import UNKNOWN
from schemasync.verdict.problem import Problem

_UNKNOWN = "an applied migration that may have made or changed it could not be replayed"


def proof_request(
    problems: Sequence[Problem],
    actual: Snapshot,
    expected: Snapshot,
    scope: frozenset[Ref],
    role: str,
    chosen: Collection[Problem] | None = None,
) -> Request:
    """Ask for proofs of problems; nothing that is unknown, or that a recorded migration made, is touched.

    Args:
        problems: all of them; each is a group of the request.
        actual: state of the target.
        expected: state that the migrations define.
        scope: references that are compared.
        role: role that runs the plans.
        chosen: problems that the whole plans settle; all if None.
    """
    return Request(
        actual, expected, scope, role, tuple(problem.refs for problem in problems),
        {ref: Exclusion(ref, why) for item in problems if (why := _without_repair(item)) for ref in item.refs},
        {ref: Exclusion(ref, why) for item in problems if (why := _without_adoption(item)) for ref in item.refs},
        frozenset(ref for problem in chosen for ref in problem.refs) if chosen is not None else None,
        {item.renamed_from: item.renamed_to for item in problems if item.renamed_from and item.renamed_to},
    )  # fmt: skip


def _without_repair(problem: Problem) -> str:
    """Why no SQL makes the database what the migrations say; empty if some may."""
    if problem.status == UNKNOWN:
        return _UNKNOWN
    migration = problem.migration
    if migration is not None and migration.status == REMOTE_ONLY:
        return f"{migration.file} ran on the database, and the folder lacks it"
    if migration is not None and migration.status == UNRECORDED:
        return f"{migration.file} ran, and only its record is missing"
    return ""


def _without_adoption(problem: Problem) -> str:
    """Why no migration is written from the database's state; empty if one may be."""
    migration = problem.migration
    if migration is not None and migration.status == PENDING:
        return f"{migration.file} makes the same"
    return _without_repair(problem)
