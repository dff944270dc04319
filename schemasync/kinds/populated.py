"""Materialized views that have data on one side only: whether a query of them succeeds is no matter of their definition."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import name
from schemasync.core.wording import some
from schemasync.kinds.views.materialized_view import MaterializedView


def population_statements(wanted: Snapshot, start: Snapshot) -> list[str]:
    """Statements that fill or empty the materialized views of a database as those of another one are.

    Args:
        wanted: the database whose views are as wanted.
        start: the database in which the statements run; an object that it lacks gets none.
    """
    return [
        f"REFRESH MATERIALIZED VIEW {name(*ref.path)} WITH {'' if populated else 'NO '}DATA"
        for ref, populated in sorted(_differing(wanted, start))
    ]


def without_data(actual: Snapshot, expected: Snapshot) -> str:
    """One sentence that names the materialized views that have no data in the database, though the migrations fill them."""
    names = [name(*ref.path) for ref, populated in sorted(_differing(actual, expected)) if not populated]
    if not names:
        return ""
    subject = f"view {names[0]} has" if len(names) == 1 else f"views {some(names)} have"
    them = "it" if len(names) == 1 else "them"
    return (
        f"the materialized {subject} no data in the database: every query of {them} fails (55000) until REFRESH MATERIALIZED VIEW "
        f"fills {them}"
    )


def _differing(one: Snapshot, other: Snapshot) -> Iterator[tuple[Ref, bool]]:
    """The materialized views of both sides of which one is populated, and whether that of the first is."""
    for ref, model in one.objects.items():
        there = other.objects.get(ref)
        if (
            isinstance(model, MaterializedView)
            and isinstance(there, MaterializedView)
            and model.populated != there.populated
        ):
            yield ref, model.populated
