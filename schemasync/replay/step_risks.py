"""Find the rows that one statement can refuse.

Changes of a table that existed before count, whichever statement, block or function made them. Names are those of the
database before the pending files.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.replay.constraint_risks import constraint_risks, null_risks, unique_index_risks
from schemasync.replay.domain_risks import added_domain_risks, domain_risks
from schemasync.replay.step import ObservedStep
from schemasync.replay.undecidable import Found
from schemasync.replay.value_risks import conversion_risks, generated_column_risks, partition_risks


def find_risks(step: ObservedStep) -> Iterator[Found]:
    """Yield each kind of row that a statement can refuse, with the query that decides it."""
    constraints = list(step.new_constraints())
    keys = (one for one in constraints if one.kind == "p" and step.makes_index(one))
    keyed = {(one.relation, number) for one in keys for number in one.columns or ()}
    yield from null_risks(step, keyed)
    for constraint in constraints:
        yield from constraint_risks(step, constraint)
    yield from unique_index_risks(
        step, {one.index_oid for one in step.written.constraints.values() if one.kind in "pux"}
    )
    for key, old, new in step.retyped():
        yield from conversion_risks(step, key, old, new)
    yield from generated_column_risks(step)
    yield from partition_risks(step)
    yield from domain_risks(step)
    yield from added_domain_risks(step)
