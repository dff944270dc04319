"""Steps are sorted by their links; cycles are opened in a fixed order of preference."""

from __future__ import annotations

from schemasync.core.model import Ref
from schemasync.plan.graph import Action, Cycle, Graph, Link, Step
from schemasync.plan.toposort import Ordering, order

SIGNS = {"+": Action.CREATE, "-": Action.DROP, "~": Action.ALTER}


def step(text: str) -> Step:
    """`+a` creates a, `-a` drops it, `~a` alters it."""
    return Step(SIGNS[text[0]], Ref("table", (text[1:],)))


def links(*texts: str) -> list[Link]:
    """The links of `+a +b`: the first step comes before the others."""
    steps = [[step(word) for word in text.split()] for text in texts]
    return [Link(first, then) for first, *others in steps for then in others]


def graph(*texts: str) -> Graph:
    """A graph of these links, and of the steps in them."""
    return Graph(frozenset(step(word) for text in texts for word in text.split())).require(links(*texts))


def fold(made: Graph, *pairs: str, inline_only: str = "") -> Graph:
    """Let the second step of each pair be done in the statement of the first."""
    carriers = {then: first for first, then in links(*pairs)}
    return made.add(*carriers).carry(carriers, map(step, inline_only.split()))


def never(_graph: Graph, cycle: Cycle) -> Graph | None:
    raise AssertionError(f"the last resort was called for {cycle}")


def nothing(_graph: Graph, _cycle: Cycle) -> Graph | None:
    return None


def words(steps: tuple[Step, ...]) -> str:
    signs = {action: sign for sign, action in SIGNS.items()}
    return " ".join(signs[one.action] + one.ref.path[0] for one in steps)


def ordering(made: Graph, weights: str = "") -> Ordering:
    """Later names in `weights` weigh more, and ties break by name, then by action."""
    return order(made, lambda one: (one.ref, one.action), lambda one: weights.find(one.ref.path[0]), never)


def sort(made: Graph, weights: str = "") -> str:
    return words(ordering(made, weights).steps)


def test_links_hold() -> None:
    """A link decides over the sort key."""
    assert sort(graph("+c +b", "+b +a")) == "+c +b +a"


def test_ties_break_by_key() -> None:
    """Steps without links are sorted by the key, and a step goes as soon as its links allow."""
    assert sort(graph("+d", "+b", "+c +a")) == "+b +c +a +d"


def test_a_link_to_an_unknown_step_is_none() -> None:
    """Links are kept only between steps that exist."""
    made = graph("+a").require(links("+x +a", "+a +y")).prefer(links("+x +a", "+a +y"))
    assert sort(made) == "+a"


def test_a_preference_holds_where_it_can() -> None:
    """A preferred order is kept as long as it closes no circle."""
    assert sort(graph("+a", "+b").prefer(links("+b +a"))) == "+b +a"


def test_a_preference_gives_way() -> None:
    """A preference that contradicts a link is given up, and others are not."""
    made = graph("+a +b", "+c", "+d").prefer(links("+b +a", "+d +c"))
    assert sort(made) == "+a +b +d +c"


def test_a_link_is_no_preference() -> None:
    """A required link stays although it is preferred as well."""
    made = graph("+b +a", "+a +b").prefer(links("+b +a", "+a +b"))
    assert order(made, lambda one: (one.ref,), lambda _one: 0, nothing).cycle


def test_a_preference_can_become_a_link() -> None:
    """A link that is required after it was preferred does not give way."""
    made = graph("+a", "+b").prefer(links("+a +b")).require(links("+a +b", "+b +a"))
    assert order(made, lambda one: (one.ref,), lambda _one: 0, nothing).cycle


def test_a_graph_is_a_value() -> None:
    """The graph that is sorted keeps its cycles; the ordering has the one without."""
    made = graph("+a +b/fk", "+b +a/fk")
    folded = fold(made, "+a +a/fk", "+b +b/fk")
    found = ordering(folded, "a/fk")
    assert set(folded.carriers) == {step("+a/fk"), step("+b/fk")}
    assert set(found.graph.carriers) == {step("+b/fk")}
    assert not made.carriers


def test_a_step_does_not_precede_itself() -> None:
    """A preference of a step over itself is ignored."""
    assert sort(graph("+a").prefer(links("+a +a"))) == "+a"


def test_folded_steps_are_not_listed() -> None:
    """Only carriers are sorted, and links of what they carry are theirs."""
    made = fold(graph("+z +part"), "+a +part").add(step("+a"))
    assert sort(made) == "+z +a"


def test_carriers_are_followed_to_the_end() -> None:
    """A step in a step's statement is done by the outermost one."""
    made = fold(graph("+a"), "+a +b", "+b +c")
    assert made.carrier(step("+c")) == step("+a")
    assert made.carrier(step("+a")) == step("+a")
    assert sort(made) == "+a"


def test_links_inside_a_statement_are_no_circle() -> None:
    """Parts of one statement may need each other."""
    assert sort(fold(graph("+a", "+b +c", "+c +b"), "+a +b", "+a +c")) == "+a"


def test_a_folded_create_leaves_when_it_waits() -> None:
    """A constraint that refers to the other table stands alone after both tables."""
    assert sort(fold(graph("+a +b/fk", "+b +a/fk"), "+a +a/fk", "+b +b/fk"), "a/fk") == "+a +b +a/fk"


def test_the_heaviest_part_leaves() -> None:
    """Of several parts that could leave, only those of the greatest weight do."""
    made = fold(graph("+b +a/light", "+a +b/heavy"), "+a +a/light", "+b +b/heavy")
    assert sort(made, "a/light b/heavy") == "+b +a +b/heavy"
    assert sort(made, "b/heavy a/light") == "+a +b +a/light"


def test_a_folded_drop_leaves_when_something_waits_for_it() -> None:
    """A part goes by itself before what it refers to, where the wholes go in the other order."""
    made = fold(graph("-a/fk -b", "-b/fk -a"), "-a -a/fk", "-b -b/fk")
    assert sort(made, "a/fk") == "-a/fk -b -a"


def test_an_inline_only_step_never_leaves() -> None:
    """The last resort is asked instead."""
    made = fold(graph("+a +b/fk", "+b +a/fk"), "+a +a/fk", "+b +b/fk", inline_only="+a/fk +b/fk")
    asked: list[str] = []

    def open_cycle(found: Graph, cycle: Cycle) -> Graph | None:
        asked.append(words(cycle))
        return found.set_predecessors({step("+a/fk"): frozenset()})

    assert words(order(made, lambda one: (one.ref,), lambda _one: 0, open_cycle).steps) == "+a +b"
    assert len(asked) == 1
    assert set(asked[0].split()) == {"+a", "+b"}


def test_a_cycle_that_nothing_opens() -> None:
    """The ordering names the members, each with its action, from one of them back to itself, and has no steps."""
    made = graph("+a -b", "-b ~c", "~c +a", "+z")
    found = order(made, lambda one: (one.ref,), lambda _one: 0, nothing)
    assert found.steps == ()
    assert found.cycle[0] == found.cycle[-1]
    assert set(map(str, found.cycle)) == {"create table a", "drop table b", "alter table c"}
