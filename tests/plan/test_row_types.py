"""Columns and the changes inside their row types form groups; each group is one step."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.plan.graph import Graph, Link, alter_step, create_step
from schemasync.plan.row_types import Group, MergedStep, find_groups, merge_steps

A, B, C, D, E = (Ref("column", ("app", "t", name)) for name in "abcde")


def test_columns_of_one_change_are_one_group() -> None:
    assert find_groups({B: frozenset([D]), A: frozenset([D])}) == [Group((A, B), (D,))]


def test_columns_without_a_common_change_are_apart() -> None:
    assert find_groups({A: frozenset([D]), B: frozenset([E])}) == [Group((A,), (D,)), Group((B,), (E,))]


def test_outer_columns_come_first() -> None:
    """A column inside another one's row type is cast after that, and is itself no change."""
    assert find_groups({B: frozenset([D]), A: frozenset([B])}) == [Group((A, B), (D,))]
    assert find_groups({A: frozenset([D]), B: frozenset([A])}) == [Group((B, A), (D,))]


def test_a_late_column_joins_groups() -> None:
    groups = {A: frozenset([D]), B: frozenset([E]), C: frozenset([D, E])}
    assert find_groups(groups) == [Group((A, B, C), (D, E))]


def test_the_leader_waits_for_all() -> None:
    """And the other steps wait for the leader alone, whatever they waited for."""
    enum, view = create_step(Ref("enum", ("app", "e"))), create_step(Ref("view", ("app", "v")))
    leader, other = alter_step(A), alter_step(B)
    graph = Graph(frozenset([leader, other, enum, view])).require([Link(enum, other), Link(leader, other)])
    merged = merge_steps(graph.require([Link(other, view)]), [MergedStep(leader, (B,))])
    assert merged.before(leader) == {enum}
    assert leader in merged.before(other)
    assert merged.before(view) == {other}
