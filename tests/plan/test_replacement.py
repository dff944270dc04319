"""Actions extend to dependents; a phase changes nothing that it was given."""

from __future__ import annotations

from schemasync.core.model import Edge, Ref
from schemasync.kinds.types.enum import Enum
from schemasync.plan.actions import Actions
from schemasync.plan.replacement import expand_replacements
from tests.plan.snapshots import TABLE, actions, column, inputs, snapshot, view

A, B, C = (Ref("view", ("app", name)) for name in "abc")
ENUM, TABLE_REF, COLUMN = Ref("enum", ("app", "e")), Ref("table", ("app", "t")), Ref("column", ("app", "t", "c"))


def test_a_change_concerns_its_own_object_first() -> None:
    """A view that loses a column is replaced; the one above it is not looked at yet."""
    above = view("SELECT id FROM app.b")
    before = snapshot({A: above, B: view("SELECT id, n FROM t", "id n")}, (A, B))
    after = snapshot({A: above, B: view("SELECT id FROM t")}, (A, B))
    assert actions(inputs(before, after)) == Actions(frozenset([B]), frozenset([B]), {}, frozenset())


def test_dependents_of_a_replaced_object_are_replaced() -> None:
    """As far as dependencies go; a view beside them stays."""
    above, top, beside = view("SELECT id FROM app.b"), view("SELECT id FROM app.a"), Ref("view", ("app", "beside"))
    rest = {A: above, C: top, beside: view("SELECT 1 AS id")}
    before = snapshot({**rest, B: view("SELECT id, n FROM t", "id n")}, (A, B), (C, A))
    read = inputs(before, snapshot({**rest, B: view("SELECT id FROM t")}, (A, B), (C, A)))
    first = actions(read)
    expansion = expand_replacements(first, read)
    assert expansion.actions.replaced == {A, B, C}
    assert first.replaced == {B}
    assert expand_replacements(first, read) == expansion


def test_a_replacement_can_be_forced() -> None:
    """A view that could be altered is replaced with its dependents."""
    above = view("SELECT id FROM app.b")
    before = snapshot({A: above, B: view("SELECT 1 AS id")}, (A, B))
    read = inputs(before, snapshot({A: above, B: view("SELECT 2 AS id")}, (A, B)))
    assert expand_replacements(actions(read), read).actions.alters.keys() == {B}
    forced = expand_replacements(actions(read, B), read).actions
    assert forced.replaced == {A, B}
    assert not forced.alters


def test_a_dependent_whose_alteration_takes_it_off_stays() -> None:
    """A view that leaves a dropped one by its own new definition is altered."""
    before = snapshot({A: view("SELECT id FROM app.b"), B: view("SELECT 1 AS id")}, (A, B))
    read = inputs(before, snapshot({A: view("SELECT 1 AS id")}))
    found = expand_replacements(actions(read), read).actions
    assert (found.drops, found.creates, found.alters.keys()) == ({B}, frozenset(), {A})


def test_columns_move_to_the_successor_of_a_type() -> None:
    """An enum that loses a value is replaced, and its column is not."""
    rest = {TABLE_REF: TABLE, COLUMN: column("app.e")}
    edges = [Edge(COLUMN, TABLE_REF, "s"), Edge(COLUMN, ENUM, "n")]
    before = snapshot({**rest, ENUM: Enum(("one", "two"))}, *edges)
    read = inputs(before, snapshot({**rest, ENUM: Enum(("one",))}, *edges))
    expansion = expand_replacements(actions(read), read)
    assert expansion.actions.replaced == {ENUM}
    assert expansion.actions.type_changed == {COLUMN}
    assert expansion.retargeted == {ENUM: (COLUMN,)}
    assert [sql.text for sql in expansion.actions.alters[COLUMN]] == [
        "ALTER TABLE app.t ALTER COLUMN c TYPE app.e USING c::text::app.e"
    ]


def test_views_of_a_column_leave_it_while_its_type_changes() -> None:
    """The column is altered, the view above it replaced."""
    rest = {TABLE_REF: TABLE, A: view("SELECT c AS id FROM app.t")}
    edges = [Edge(COLUMN, TABLE_REF, "s"), Edge(A, COLUMN, "n")]
    read = inputs(
        snapshot({**rest, COLUMN: column("integer")}, *edges), snapshot({**rest, COLUMN: column("bigint")}, *edges)
    )
    found = expand_replacements(actions(read), read).actions
    assert found.type_changed == {COLUMN}
    assert found.replaced == {A}
