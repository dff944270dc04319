"""Reachability along edges, on graphs made by hand."""

from __future__ import annotations

import pytest

from schemasync.core.graph import adjacency, parts_only_in, reachable, reachable_from
from schemasync.core.model import Edge, Ref, Snapshot


def ref(name: str) -> Ref:
    return Ref("table", (name,))


def graph(text: str) -> dict[Ref, list[Ref]]:
    """The adjacency of `ab bc`: an edge from a to b, and one from b to c."""
    return adjacency((ref(pair[0]), ref(pair[1])) for pair in text.split())


def refs(names: str) -> set[Ref]:
    return set(map(ref, names))


def snapshot(names: str, *edges: Edge) -> Snapshot:
    return Snapshot(170000, "postgres", "db", dict.fromkeys(map(ref, names), 1), edges)


def test_adjacency_keeps_order_and_repetitions() -> None:
    """Each first element gets the list of its second elements, as they come."""
    assert graph("ab bc ab ad") == {ref("a"): [ref("b"), ref("b"), ref("d")], ref("b"): [ref("c")]}


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ("", "a"),
        ("ab bc", "abc"),
        ("ba cb", "a"),
        ("ab ac bd cd de", "abcde"),
        ("ab ba", "ab"),
        ("aa", "a"),
        ("ab bc ca xy", "abc"),
    ],
    ids=["none", "chain", "against", "diamond", "circle", "itself", "apart"],
)
def test_reachable(edges: str, found: str) -> None:
    """Edges are followed in their direction only, through circles, and the start is included."""
    assert reachable(ref("a"), graph(edges)) == refs(found)


def test_origins_of_what_is_reachable() -> None:
    """Each reached node names the start that led to it; a start names itself although another start reaches it."""
    found = reachable_from([ref("a"), ref("x")], graph("ab bc xy yz ax"))
    assert found == dict.fromkeys(refs("abc"), ref("a")) | dict.fromkeys(refs("xyz"), ref("x"))


def test_nothing_starts_nothing() -> None:
    """Without a start nothing is reached."""
    assert reachable_from([], graph("ab")) == {}


@pytest.mark.parametrize("type_", ["s", "a", "i", "P", "S"])
def test_parts_that_only_one_snapshot_has(type_: str) -> None:
    """A part counts only where this snapshot has it and the other one lacks it."""
    edges = (
        Edge(ref("p"), ref("w"), type_),
        Edge(ref("q"), ref("w"), type_),
        Edge(ref("gone"), ref("w"), type_),
    )
    assert parts_only_in(snapshot("wpq", *edges), snapshot("wq")) == {ref("w"): [ref("p")]}


@pytest.mark.parametrize("type_", ["n", "o"])
def test_dependents_are_no_parts(type_: str) -> None:
    """Normal dependencies, and those that tell order alone, make no part."""
    assert parts_only_in(snapshot("wp", Edge(ref("p"), ref("w"), type_)), snapshot("w")) == {}
