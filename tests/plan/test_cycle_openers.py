"""The last resort for cycles: a placeholder, or a type that is renamed out of the way."""

from __future__ import annotations

from schemasync.core.model import Edge, Ref
from schemasync.kinds.types.enum import Enum
from schemasync.plan.actions import Actions
from schemasync.plan.cycles import has_placeholder, open_cycle, replaceable
from schemasync.plan.decisions import Decisions
from schemasync.plan.graph import (
    Graph,
    Link,
    alter_step,
    cleanup_step,
    create_step,
    drop_step,
    placeholder_step,
)
from tests.plan.snapshots import inputs, snapshot

A, B, OUTSIDE = (Ref("view", ("app", name)) for name in ("a", "b", "outside"))
ENUM, COLUMN, TABLE = Ref("enum", ("app", "e")), Ref("column", ("app", "t", "c")), Ref("table", ("app", "t"))


def decisions(*edges: Edge) -> Decisions:
    state = snapshot({ENUM: Enum(("one",))}, *edges)
    nothing = Actions(frozenset(), frozenset(), {}, frozenset())
    return Decisions(inputs(state, state), nothing, {}, (), {}, {}, {})


def test_a_placeholder_is_created_first() -> None:
    """Members of the cycle wait for it; it waits for what is no member; the view itself comes last."""
    a, b, outside = map(create_step, (A, B, OUTSIDE))
    graph = Graph(frozenset([a, b, outside])).require([Link(a, b), Link(b, a), Link(outside, a), Link(a, outside)])
    opened = open_cycle(graph, (a, b, a), decisions())
    assert opened
    assert opened.before(placeholder_step(A)) == {outside}
    assert opened.before(b) == {placeholder_step(A)}
    assert opened.before(a) == {b, outside, placeholder_step(A)}
    assert opened.before(outside) == {a}
    assert has_placeholder(A, opened)
    assert not has_placeholder(A, graph)


def test_a_dropped_view_becomes_a_placeholder_first() -> None:
    a, b = map(drop_step, (A, B))
    graph = Graph(frozenset([a, b])).require([Link(a, b), Link(b, a)])
    opened = open_cycle(graph, (a, b, a), decisions())
    assert opened
    assert opened.before(b) == {placeholder_step(A)}
    assert opened.before(a) == {b, placeholder_step(A)}


def test_one_object_has_one_placeholder() -> None:
    """A cycle that a placeholder did not open is not opened by it a second time."""
    a, table = create_step(A), create_step(TABLE)
    graph = Graph(frozenset([a, table, placeholder_step(A)])).require([Link(a, table), Link(table, a)])
    assert open_cycle(graph, (a, table, a), decisions()) is None


def test_a_type_is_renamed_away_until_its_columns_have_left() -> None:
    """And it is dropped before what it depends on itself."""
    drop, moved, below = drop_step(ENUM), alter_step(COLUMN), Ref("schema", ("app",))
    graph = Graph(frozenset([drop, moved, drop_step(below)])).require([Link(moved, drop), Link(drop, moved)])
    opened = open_cycle(graph, (drop, moved, drop), decisions(Edge(ENUM, below, "n")))
    assert opened
    assert opened.before(drop) == frozenset()
    assert opened.before(cleanup_step(ENUM)) == {drop, moved}
    assert opened.before(drop_step(below)) == {cleanup_step(ENUM)}


def test_nothing_opens_a_cycle_of_tables() -> None:
    one, other = create_step(TABLE), create_step(Ref("table", ("app", "u")))
    graph = Graph(frozenset([one, other])).require([Link(one, other), Link(other, one)])
    assert open_cycle(graph, (one, other, one), decisions()) is None


def test_objects_without_data_can_be_replaced() -> None:
    """A view that is altered can be replaced; a column cannot, and a view that is created is no help."""
    assert replaceable((alter_step(A), alter_step(COLUMN), create_step(B))) == {A}
