"""Boxes of a diagram never lie on each other, whatever refers to what."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from schemasync.report.view.diagram_layout import WIDEST, place

SIZES = st.lists(st.tuples(st.just(264), st.integers(40, 500)), min_size=1, max_size=25)


@settings(deadline=None)
@given(SIZES, st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=40))
def test_boxes_do_not_overlap(sizes: list[tuple[int, int]], drawn: list[tuple[int, int]]) -> None:
    pairs = [(one % len(sizes), other % len(sizes)) for one, other in drawn]
    points, (width, height) = place(sizes, pairs)
    areas = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(points, sizes, strict=True)]
    for left, top, right, bottom in areas:
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
    for one, other in itertools.combinations(areas, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert place(sizes, pairs) == (points, (width, height))


def test_what_is_referred_to_stands_on_the_left() -> None:
    points, _ = place([(100, 50)] * 4, [(0, 1), (1, 2), (3, 2)])
    assert points[2][0] < points[1][0] < points[0][0]
    assert points[3][0] == points[1][0]


def test_circles_and_long_chains() -> None:
    place([(100, 50)] * 2, [(0, 1), (1, 0), (0, 0)])
    points, _ = place([(10, 10)] * 3_000, [(box, box + 1) for box in range(2_999)])
    assert len(set(points)) == 3_000


def test_loose_boxes_stand_in_rows() -> None:
    points, (width, _) = place([(264, 100)] * 20, [])
    assert width <= WIDEST
    assert len({y for _, y in points}) > 3
