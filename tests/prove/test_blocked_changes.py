"""Changes that cannot be made unless others are, on snapshots made by hand."""

from __future__ import annotations

import pytest

from schemasync.core.model import Edge, Ref, Snapshot
from schemasync.prove.exclusion import Exclusion, blocked_changes

A, B, C, D = (Ref("view", ("app", name)) for name in "abcd")
WHY = Exclusion(A, "permission denied")


def snapshot(objects: dict[Ref, int], *edges: tuple[Ref, Ref]) -> Snapshot:
    return Snapshot(170000, "postgres", "db", objects, tuple(Edge(*edge, "n") for edge in edges))


def blocked(before: Snapshot, after: Snapshot, *refused: Ref, scope: tuple[Ref, ...] = ()) -> set[Ref]:
    """The changes that are excluded when statements for `refused` fail; all objects are compared by default."""
    found = blocked_changes(
        {ref: Exclusion(ref, "permission denied") for ref in refused},
        before,
        after,
        scope or {**before.objects, **after.objects}.keys(),
    )
    return set(found)


def test_dependents_of_a_missing_object_are_not_created() -> None:
    """The chain of its dependents is excluded with it, and nothing else."""
    after = snapshot(dict.fromkeys((A, B, C, D), 1), (B, A), (C, B))
    assert blocked(snapshot({}), after, A) == {A, B, C}


def test_dependencies_of_a_missing_object_are_created() -> None:
    """Dependencies do not wait for their dependents."""
    assert blocked(snapshot({}), snapshot({A: 1, B: 1}, (B, A)), B) == {B}


def test_dependencies_of_a_remaining_object_stay() -> None:
    """If a user cannot be dropped, what it uses cannot either; its own users go."""
    before = snapshot(dict.fromkeys((A, B, C, D), 1), (A, B), (B, C), (D, A))
    assert blocked(before, snapshot({}), A) == {A, B, C}


def test_an_unchanged_object_is_not_excluded() -> None:
    """Only changes can be excluded, and an object that exists on both sides blocks no other."""
    before, after = snapshot({A: 1, B: 1}), snapshot({A: 2, B: 1, C: 1}, (B, A), (C, A))
    assert blocked(before, after, A) == {A}


def test_only_compared_objects_are_excluded() -> None:
    """An object outside the scope is no change."""
    after = snapshot({A: 1, B: 1}, (B, A))
    assert blocked(snapshot({}), after, A, scope=(A,)) == {A}


def test_each_change_names_what_it_waits_for() -> None:
    """The reason is that of the refused object, and an object that was refused itself keeps its own."""
    after = snapshot(dict.fromkeys((A, B, C), 1), (B, A), (C, B))
    own = Exclusion(C, "syntax error")
    found = blocked_changes({A: WHY, C: own}, snapshot({}), after, (A, B, C))
    assert found == {A: WHY, B: WHY, C: own}
    assert str(found[B]) == "view app.a: permission denied"


@pytest.mark.parametrize("side", ["before", "after"])
def test_an_unchanged_user_blames_the_change_below_it(side: str) -> None:
    """A refused object that is the same on both sides was rebuilt for the sake of a change that it depends on."""
    edges = {"before": (), "after": ()} | {side: ((A, B), (B, C))}
    before, after = (
        snapshot({A: 1, B: 1, C: 1, D: 1}, *edges["before"]),
        snapshot({A: 1, B: 1, C: 2, D: 2}, *edges["after"]),
    )
    assert blocked(before, after, A) == {C}


def test_an_unchanged_object_without_changes_below_blames_its_users() -> None:
    """The change that uses it is at fault, and so is every change on the same table."""
    table, index = Ref("table", ("app", "t")), Ref("index", ("app", "i"))
    column, other = Ref("column", ("app", "t", "c")), Ref("column", ("app", "t", "d"))
    far = Ref("column", ("app", "u", "c"))
    old = dict.fromkeys((table, column, index, other, far), 1)
    before, after = (
        snapshot(objects, (index, column), (column, table)) for objects in (old, old | {index: 2, other: 2, far: 2})
    )
    assert blocked(before, after, column) == {index, other}


def test_without_a_refusal_nothing_is_excluded() -> None:
    """Without a refusal every change can be made."""
    assert blocked(snapshot({}), snapshot({A: 1, B: 1}, (B, A))) == set()
    assert blocked(snapshot({A: 1}), snapshot({A: 1}), A) == set()
