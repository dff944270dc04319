"""Reasons why no query can decide whether rows refuse a statement."""

from __future__ import annotations

from schemasync.core.row_risk import Probe
from schemasync.replay.expressions import operations

OWN_CODE = "it calls code that is not PostgreSQL's own, or does more than compute"
NEW_COLUMN = "the pull request adds the column"
ROUNDS = "the new type may not keep every value as it is"
RENAMES = "an earlier statement renames a column"
CONSTANTS = "planning its expression may take arbitrarily long, and cannot be cancelled"

Found = tuple[int, str, Probe | str]
"""OID of the relation, the rows in words, and the query that decides it or the reason why none can."""


def ends_soon(*expressions: str | None) -> bool:
    """Whether the planner evaluates nothing in the expressions that may take arbitrarily long."""
    return all(operations(expression) is not None for expression in expressions if expression)
