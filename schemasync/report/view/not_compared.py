"""Name the objects that were not compared, and say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemasync.core.model import Ref, Unreadable
from schemasync.core.source_line import SourceLine
from schemasync.kinds.described import described
from schemasync.result import CheckResult

MOST_NAMED = 20
"""Objects that are named; a migration can make thousands that cannot be printed."""


def not_compared(result: CheckResult) -> Iterator[str]:
    """One sentence for each object that no kind reads, or that PostgreSQL cannot print."""
    for item in result.actual.unmodeled:
        yield f"not compared: {item.description} ({item.reason})"
    stages = (result.replayed, *([result.pending.replayed] if result.pending else ()))
    origins: dict[Ref, SourceLine] = {}
    unreadable: dict[Ref, Unreadable] = {}
    for stage in stages:
        origins |= stage.origins
        unreadable |= stage.snapshot.unreadable
    yield from _unreadable(unreadable, origins)
    of_database = {ref: item for ref, item in result.actual.unreadable.items() if ref not in unreadable}
    yield from _unreadable(of_database, {})


def _unreadable(unreadable: Mapping[Ref, Unreadable], origins: Mapping[Ref, SourceLine]) -> Iterator[str]:
    items = sorted(unreadable.items(), key=lambda item: (not item[1].tried, item[0]))
    for ref, item in items[:MOST_NAMED]:
        place = origins.get(ref)
        where = f"as {place.file}:{place.line} defines it" if place else "in the database"
        if item.tried:
            yield f"not compared: {described(ref)}; PostgreSQL cannot print it {where}: {item.reason}"
        else:
            yield f"not compared: {described(ref)} {where}; {item.why}"
    if len(items) > MOST_NAMED:
        yield f"not compared: {len(items) - MOST_NAMED} more objects, all or some of which PostgreSQL cannot print"
