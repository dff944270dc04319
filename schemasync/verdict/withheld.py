"""Make the request for proofs, and withhold SQL from problems that SQL must not settle in one direction or both."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sync_status import UNKNOWN
from schemasync.migrations.status import REMOTE_ONLY, UNRECORDED
from schemasync.prove.exclusion import Exclusion
from schemasync.prove.request import Request
from schemasync.verdict.problem import Problem
from schemasync.verdict.problems import renames_among

_UNKNOWN = "an applied migration that may have made or changed it could not be replayed"


def proof_request(
    problems: Sequence[Problem],
    actual: Snapshot,
    expected: Snapshot,
    scope: frozenset[Ref],
    role: str,
    chosen: Collection[Problem] | None = None,
) -> Request:
    """Make the request for the proofs of problems; plans must not touch what is unknown or what a migration settles.

    Args:
        problems: all of them; each is a group of the request.
        actual: state of the target.
        expected: state that the migrations define.
        scope: references that are compared.
        role: role that runs the plans.
        chosen: problems that the whole plans settle; all if None.
    """
    no_repair = {ref: Exclusion(ref, why) for item in problems if (why := _why_no_repair(item)) for ref in item.refs}
    no_adoption = {
        ref: Exclusion(item.main.ref, why) for item in problems if (why := _why_no_adoption(item)) for ref in item.refs
    }
    return Request(
        actual=actual,
        expected=expected,
        scope=scope,
        role=role,
        groups=tuple(problem.refs for problem in problems),
        repair_exclusions=no_repair,
        adopt_exclusions=no_adoption,
        chosen=None if chosen is None else frozenset(ref for problem in chosen for ref in problem.refs),
        renames=renames_among(problems),
    )


def _why_no_repair(problem: Problem) -> str:
    """Why no SQL may change the database for this problem; empty if it may."""
    if problem.status == UNKNOWN:
        return _UNKNOWN
    migration = problem.migration
    if migration is not None and migration.status == REMOTE_ONLY:
        return f"{migration.file} ran on the database, and the folder lacks it"
    if migration is not None and migration.status == UNRECORDED:
        return f"the changes of {migration.file} are in the database, and only its record is missing"
    return ""


def _why_no_adoption(problem: Problem) -> str:
    """Why no migration may be written for this problem; empty if it may."""
    if (why := _why_no_repair(problem)) or not problem.pending_file:
        return why
    does = "makes the same change" if problem.is_pending else "touches the same objects"
    return f"the pending migration {problem.pending_file} {does}"
