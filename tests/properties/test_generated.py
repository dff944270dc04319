"""From any small schema to any other: the plan applies, nothing differs afterwards, and `pg_dump` agrees.

`GENERATED_EXAMPLES` sets how many pairs are tried; unset, a few, always the same.
"""

from __future__ import annotations

import os
from contextlib import ExitStack

import psycopg
from hypothesis import HealthCheck, Phase, assume, given, note, reject, settings

from schemasync.core.compare import compare
from schemasync.core.model import Ref, Snapshot
from tests.properties.generated_schemas import schemas
from tests.properties.outside_judge import (
    Server,
    cluster_objects,
    difference,
    dump,
    fresh_name,
    run_plan,
    script,
    snapshot_of,
)

_WANTED = os.environ.get("GENERATED_EXAMPLES")


@settings(
    max_examples=int(_WANTED or 12),
    derandomize=_WANTED is None,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink) if _WANTED else (Phase.generate,),
)
@given(a=schemas(), b=schemas())
def test_any_schema_becomes_any_other(pg: Server, a: tuple[str, ...], b: tuple[str, ...]) -> None:
    """Both directions, each on a database of its own."""
    note(f"-- a\n{script(list(a))}\n-- b\n{script(list(b))}")
    cluster_objects(pg)
    with ExitStack() as stack:
        names = [_loaded(pg, statements, stack) for statements in (a, b)]
        snapshots = [snapshot_of(pg, name) for name in names]
        assume(_same_parents(*snapshots))
        dumps = [dump(pg, name) for name in names]
        for start, end in ((0, 1), (1, 0)):
            _becomes(pg, names[start], snapshots[start], snapshots[end], dumps[end])


def _loaded(pg: Server, statements: tuple[str, ...], stack: ExitStack) -> str:
    name = fresh_name("generated")
    pg.create(name)
    stack.callback(pg.drop, name)
    with pg.connect(name) as connection:
        try:
            connection.execute("; ".join(statements).encode())
        except psycopg.Error:
            reject()  # no schema: two parents' checks of one name, say
    return name


def _parents(snapshot: Snapshot, tables: set[tuple[str, ...]]) -> set[Ref]:
    return {ref for ref, model in snapshot.objects.items()
            if ref.kind == "inheritance" and model.bound is None and ref.path[:2] in tables}  # fmt: skip


def _same_parents(a: Snapshot, b: Snapshot) -> bool:
    """No statement makes a column of a table that exists its new parent's alone, so none makes `pg_dump` agree."""
    tables = {ref.path for ref in a.objects.keys() & b.objects.keys() if ref.kind in ("table", "foreign_table")}
    return _parents(a, tables) == _parents(b, tables)


def _becomes(pg: Server, name: str, before: Snapshot, after: Snapshot, wanted: tuple[str, ...]) -> None:
    with pg.connect(name) as connection:
        texts = run_plan(connection, before, after)
    left = compare(snapshot_of(pg, name), after)
    assert not left, f"still different: {[(str(change.ref), change.attributes) for change in left]}\n{script(texts)}"
    result = dump(pg, name)
    assert result == wanted, f"pg_dump differs:\n{difference(wanted, result)}\nby\n{script(texts)}"
