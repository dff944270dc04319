"""Steps are sorted by their links; circles are opened in a fixed order of preference."""

from __future__ import annotations

import pytest

from schemasync.core.errors import PlanError
from schemasync.core.model import Ref
from schemasync.plan.toposort import Graph, Step, order


def step(text: str) -> Step:
    """`+a` creates a, `-a` drops it, `~a` alters it."""
    action = {"+": "create", "-": "drop", "~": "alter"}[text[0]]
    return Step(action, Ref("table", (text[1:],)))


def graph(*links: str) -> Graph:
    """The graph of `+a +b`: the first step of each link comes before the second."""
    made = Graph()
    for link in links:
        for text in link.split():
            made.add(step(text))
    for link in links:
        first, *then = map(step, link.split())
        for other in then:
            made.before(first, other)
    return made


def fold(made: Graph, *pairs: str, pinned: str = "") -> None:
    """Let the second step of each pair be done in the statement of the first."""
    for pair in pairs:
        carrier, carried = map(step, pair.split())
        made.add(carried)
        made.carriers[carried] = carrier
    made.pinned |= set(map(step, pinned.split()))


def never(cycle: list[Step]) -> bool:
    raise AssertionError(f"the last resort was called for {cycle}")


def words(steps: list[Step]) -> str:
    signs = {"create": "+", "drop": "-", "alter": "~"}
    return " ".join(signs[one.action] + one.ref.path[0] for one in steps)


def sort(made: Graph, weights: str = "") -> str:
    """The order; later names in `weights` weigh more, and ties break by name, then by action."""
    return words(order(made, lambda one: (one.ref, one.action), lambda one: weights.find(one.ref.path[0]), never))


def test_links_hold() -> None:
    """A link decides over the sort key."""
    assert sort(graph("+c +b", "+b +a")) == "+c +b +a"


def test_ties_break_by_key() -> None:
    """Steps without links are sorted by the key, and a step goes as soon as its links allow."""
    assert sort(graph("+d", "+b", "+c +a")) == "+b +c +a +d"


def test_a_link_to_an_unknown_step_is_none() -> None:
    """Links are kept only between steps that exist."""
    made = graph("+a")
    made.before(step("+x"), step("+a"))
    made.before(step("+a"), step("+y"))
    assert sort(made) == "+a"


def test_a_preference_holds_where_it_can() -> None:
    """A preferred order is kept as long as it closes no circle."""
    made = graph("+a", "+b")
    made.prefer(step("+b"), step("+a"))
    assert sort(made) == "+b +a"


def test_a_preference_gives_way() -> None:
    """A preference that contradicts a link is given up, and others are not."""
    made = graph("+a +b", "+c", "+d")
    made.prefer(step("+b"), step("+a"))
    made.prefer(step("+d"), step("+c"))
    assert sort(made) == "+a +b +d +c"


def test_a_link_is_no_preference() -> None:
    """What is linked stays linked although it is preferred as well."""
    made = graph("+b +a", "+a +b")
    made.prefer(step("+b"), step("+a"))
    made.prefer(step("+a"), step("+b"))
    with pytest.raises(PlanError):
        order(made, lambda one: one, lambda _one: 0, lambda _cycle: False)


def test_a_step_does_not_precede_itself() -> None:
    """A preference of a step over itself is ignored."""
    made = graph("+a")
    made.prefer(step("+a"), step("+a"))
    assert sort(made) == "+a"


def test_folded_steps_are_not_listed() -> None:
    """Only carriers are sorted, and links of what they carry are theirs."""
    made = graph("+z +part")
    fold(made, "+a +part")
    made.add(step("+a"))
    assert sort(made) == "+z +a"


def test_carriers_are_followed_to_the_end() -> None:
    """A step in a step's statement is done by the outermost one."""
    made = graph("+a")
    fold(made, "+a +b", "+b +c")
    assert made.carrier(step("+c")) == step("+a")
    assert made.carrier(step("+a")) == step("+a")
    assert sort(made) == "+a"


def test_links_inside_a_statement_are_no_circle() -> None:
    """Parts of one statement may need each other."""
    made = graph("+a", "+b +c", "+c +b")
    fold(made, "+a +b", "+a +c")
    assert sort(made) == "+a"


def test_a_folded_create_leaves_when_it_waits() -> None:
    """A constraint that refers to the other table stands alone after both tables."""
    made = graph("+a +b/fk", "+b +a/fk")
    fold(made, "+a +a/fk", "+b +b/fk")
    assert sort(made, "a/fk") == "+a +b +a/fk"


def test_the_heaviest_part_leaves() -> None:
    """Of several parts that could leave, only those of the greatest weight do."""
    made = graph("+b +a/light", "+a +b/heavy")
    fold(made, "+a +a/light", "+b +b/heavy")
    assert sort(made, "a/light b/heavy") == "+b +a +b/heavy"
    made = graph("+b +a/light", "+a +b/heavy")
    fold(made, "+a +a/light", "+b +b/heavy")
    assert sort(made, "b/heavy a/light") == "+a +b +a/light"


def test_a_folded_drop_leaves_when_something_waits_for_it() -> None:
    """A part goes by itself before what it refers to, where the wholes go in the other order."""
    made = graph("-a/fk -b", "-b/fk -a")
    fold(made, "-a -a/fk", "-b -b/fk")
    assert sort(made, "a/fk") == "-a/fk -b -a"


def test_a_pinned_step_never_leaves() -> None:
    """The last resort is asked instead."""
    made = graph("+a +b/fk", "+b +a/fk")
    fold(made, "+a +a/fk", "+b +b/fk", pinned="+a/fk +b/fk")
    asked: list[str] = []

    def open_cycle(cycle: list[Step]) -> bool:
        asked.append(words(cycle))
        made.links[step("+a/fk")].clear()
        return True

    assert words(order(made, lambda one: one, lambda _one: 0, open_cycle)) == "+a +b"
    assert len(asked) == 1
    assert set(asked[0].split()) == {"+a", "+b"}


def test_a_circle_that_nothing_opens() -> None:
    """The error names the members, each with its action, from one of them back to itself."""
    made = graph("+a -b", "-b ~c", "~c +a", "+z")
    with pytest.raises(PlanError) as caught:
        order(made, lambda one: one, lambda _one: 0, lambda _cycle: False)
    members = str(caught.value).split("exists: ")[1].splitlines()[0].split(" → ")
    assert members[0] == members[-1]
    assert set(members) == {"create table a", "drop table b", "alter table c"}
