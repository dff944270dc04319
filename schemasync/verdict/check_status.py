"""Define how a check of the database ended."""

from __future__ import annotations

from enum import StrEnum

from schemasync.verdict.deploy_verdict import FAILS, FAILS_ON_ROWS, PUSH_REFUSES, DeployVerdict


class CheckStatus(StrEnum):
    """How a check ended, as in `report.json` and in the action's output `status`.

    SYNCED: the database is what the migrations say. DRIFT: it has open problems. INCOMPLETE: a migration could not be replayed, or
    an object not read. NOT_COMPARED: there was no database. DECLARED_DIFFERS: the declared schema is another one.
    PENDING_FAILURE, PUSH_REFUSES: in sync, and a push would fail, or not begin.
    """

    SYNCED = "synced"
    DRIFT = "drift"
    INCOMPLETE = "incomplete"
    NOT_COMPARED = "not compared"
    DECLARED_DIFFERS = "declared-differs"
    PENDING_FAILURE = "pending-failure"
    PUSH_REFUSES = "push-refuses"


_BLOCKED = {
    PUSH_REFUSES: CheckStatus.PUSH_REFUSES,
    FAILS: CheckStatus.PENDING_FAILURE,
    FAILS_ON_ROWS: CheckStatus.PENDING_FAILURE,
}
"""Deploy verdict → status of a check of a database that is in sync, where a push would fail."""


def status_in_sync(deploy: DeployVerdict, *, declared_differs: bool) -> CheckStatus:
    """The status of a complete check without open problems.

    Args:
        deploy: what a push would do.
        declared_differs: the declared schema is another one than the migrations make.
    """
    return _BLOCKED.get(deploy.word, CheckStatus.DECLARED_DIFFERS if declared_differs else CheckStatus.SYNCED)
