"""A member of an extension on one side only is an object of both, and ALTER EXTENSION adds or removes it."""

from __future__ import annotations

import dataclasses

from schemasync.core.model import Edge, Ref
from schemasync.plan.extension_members import match_members
from schemasync.plan.inputs import Inputs
from tests.plan.snapshots import TABLE, actions, column, snapshot

TABLE_REF, COLUMN, EXTENSION = Ref("table", ("app", "t")), Ref("column", ("app", "t", "c")), Ref("extension", ("x",))
FREE = snapshot({TABLE_REF: TABLE, COLUMN: column(), EXTENSION: object()}, Edge(COLUMN, TABLE_REF, "s"))
MEMBER = dataclasses.replace(snapshot({EXTENSION: FREE.objects[EXTENSION]}), extension_members={TABLE_REF: EXTENSION})


def test_an_object_becomes_a_member() -> None:
    members = match_members(FREE, MEMBER)
    assert (members.added, members.removed) == ({TABLE_REF: EXTENSION}, {})
    assert members.after.objects == FREE.objects
    assert members.after.edges == FREE.edges
    assert members.parts == {TABLE_REF: (TABLE_REF, COLUMN)}
    assert [sql.text for sql in members.statements(TABLE_REF)] == ["ALTER EXTENSION x ADD TABLE app.t"]


def test_an_object_is_a_member_no_more() -> None:
    members = match_members(MEMBER, FREE)
    assert (members.added, members.removed) == ({}, {TABLE_REF: EXTENSION})
    assert members.before.objects == FREE.objects
    assert [sql.text for sql in members.statements(TABLE_REF)] == ["ALTER EXTENSION x DROP TABLE app.t"]


def test_the_membership_is_an_alteration() -> None:
    """Nothing is created or dropped."""
    found = actions(Inputs.of(match_members(FREE, MEMBER), "postgres"))
    assert (found.creates, found.drops, found.alters.keys()) == (frozenset(), frozenset(), {TABLE_REF})


def test_without_members_nothing_changes() -> None:
    members = match_members(FREE, FREE)
    assert members.before is FREE
    assert members.after is FREE
    assert members.statements(TABLE_REF) == ()
