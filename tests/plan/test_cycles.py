"""Objects that need each other are planned all the same, or the error names them; snapshots are made by hand."""

from __future__ import annotations

import re

import pytest

from schemasync.core.errors import PlanError
from schemasync.core.model import Edge, Model, Ref, Snapshot
from schemasync.kinds.tables.constraint import Constraint
from schemasync.kinds.tables.table import Table
from schemasync.kinds.types.enum import Enum
from schemasync.kinds.views.view import View
from schemasync.plan.build import build

TABLE = Table(None, (), "heap", None, called_unlogged=False, is_partition=False, estimate=(-1, 0))
A, B = Ref("view", ("app", "a")), Ref("view", ("app", "b"))


def view(definition: str) -> View:
    return View(definition, (("id", "integer", None),), ())


def snapshot(objects: dict[Ref, Model], *edges: tuple[Ref, Ref] | Edge) -> Snapshot:
    made = tuple(edge if isinstance(edge, Edge) else Edge(*edge, "n") for edge in edges)
    return Snapshot(170000, "postgres", "db", objects, made)


def said(before: Snapshot, after: Snapshot) -> list[str]:
    """The statements, each on one line."""
    return [" ".join(statement.sql.text.split()) for statement in build(before, after).statements]


EMPTY = snapshot({})
ENTWINED = snapshot({A: view("SELECT b.id FROM app.b"), B: view("SELECT a.id FROM app.a")}, (A, B), (B, A))
"""Two views that select from each other, as CREATE OR REPLACE VIEW allows."""


def either_way(*statements: str) -> tuple[list[str], list[str]]:
    """The statements, and those with both views' names exchanged: it does not matter which is the placeholder."""
    swap = str.maketrans({"a": "b", "b": "a"})
    names = re.compile(r"(?<=app\.)[ab]\b|\b[ab](?=\.id)")
    return list(statements), [names.sub(lambda found: found[0].translate(swap), text) for text in statements]


def test_views_that_select_from_each_other_are_created() -> None:
    """One begins as a placeholder of the right columns, and is defined when the other one exists."""
    assert said(EMPTY, ENTWINED) in either_way(
        "CREATE OR REPLACE VIEW app.a AS SELECT NULL::integer AS id",
        "CREATE VIEW app.b (id) AS SELECT a.id FROM app.a",
        "CREATE OR REPLACE VIEW app.a (id) AS SELECT b.id FROM app.b",
    )


def test_views_that_select_from_each_other_are_dropped() -> None:
    """One becomes a placeholder, so that the other one can go."""
    assert said(ENTWINED, EMPTY) in either_way(
        "CREATE OR REPLACE VIEW app.a AS SELECT NULL::integer AS id",
        "DROP VIEW app.b",
        "DROP VIEW app.a",
    )


def test_a_view_stays_as_it_is_without_a_circle() -> None:
    """No placeholder is made where an order exists."""
    after = snapshot({A: view("SELECT b.id FROM app.b"), B: view("SELECT 1 AS id")}, (A, B))
    assert said(EMPTY, after) == [
        "CREATE VIEW app.b (id) AS SELECT 1 AS id",
        "CREATE VIEW app.a (id) AS SELECT b.id FROM app.b",
    ]
    assert said(after, EMPTY) == ["DROP VIEW app.a", "DROP VIEW app.b"]


def test_a_check_that_needs_what_needs_the_table_leaves_it() -> None:
    """The check is added by a statement of its own, after what it needs; without that need it is in CREATE TABLE."""
    table, check = Ref("table", ("app", "t")), Ref("constraint", ("app", "t", "c"))
    model = Constraint(
        "c", "CHECK (true)", validated=True, deferrable=False, deferred=False, options=(), tablespace=None, own=True,
        relation_kind="r", is_local=True, of_partition=False, index=None, parents=None, is_attached=False, is_valid=True,
    )  # fmt: skip
    objects = {table: TABLE, check: model, A: view("SELECT id FROM app.t")}
    part, uses = Edge(check, table, "s"), (A, table)
    apart = said(EMPTY, snapshot(objects, part, uses, (check, A)))
    assert [text.split(" (")[0] for text in apart] == [
        "CREATE TABLE app.t",
        "CREATE VIEW app.a",
        "ALTER TABLE app.t ADD CONSTRAINT c CHECK",
    ]
    together = said(EMPTY, snapshot(objects, part, uses))
    assert len(together) == 2
    assert "CONSTRAINT c CHECK (true)" in together[0]


def test_a_view_that_could_be_altered_is_replaced_to_open_a_circle() -> None:
    """It must leave the table before an enum takes its name, and can use the enum only afterwards."""
    table, enum = Ref("table", ("app", "x")), Ref("enum", ("app", "x"))
    before = snapshot({table: TABLE, A: view("SELECT id FROM app.x")}, (A, table))
    after = snapshot({enum: Enum(("one",)), A: view("SELECT 'one'::app.x")}, (A, enum))
    assert said(before, after) == [
        "DROP VIEW app.a",
        "DROP TABLE app.x",
        "CREATE TYPE app.x AS ENUM ('one')",
        "CREATE VIEW app.a (id) AS SELECT 'one'::app.x",
    ]


def test_a_view_is_altered_where_no_circle_is() -> None:
    """With another name for the enum, the view moves from one to the other in place."""
    table, enum = Ref("table", ("app", "x")), Ref("enum", ("app", "y"))
    before = snapshot({table: TABLE, A: view("SELECT id FROM app.x")}, (A, table))
    after = snapshot({enum: Enum(("one",)), A: view("SELECT 'one'::app.y")}, (A, enum))
    assert said(before, after) == [
        "CREATE TYPE app.y AS ENUM ('one')",
        "CREATE OR REPLACE VIEW app.a (id) AS SELECT 'one'::app.y",
        "DROP TABLE app.x",
    ]


def test_a_circle_that_nothing_opens_is_an_error() -> None:
    """Tables have no placeholder, and the error names both."""
    one, other = Ref("table", ("app", "a")), Ref("table", ("app", "b"))
    with pytest.raises(PlanError) as caught:
        build(EMPTY, snapshot({one: TABLE, other: TABLE}, (one, other), (other, one)))
    assert "create table app.a" in str(caught.value)
    assert "create table app.b" in str(caught.value)
