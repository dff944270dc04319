"""Two texts beside each other: nothing is lost, what is equal is not marked, words are told apart."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from schemasync.report.formats.side_by_side import ADDED, CHANGED, GAP, REMOVED, SAME, from_unified, side_by_side, words

TEXTS = st.lists(
    st.sampled_from(["", "a", "b c", "b d", "-- SELECT 1", "++ 1", "@@ -1 +1 @@", "x" * 2_000]), max_size=30
).map("\n".join)


def plain(spans: tuple[tuple[bool, str], ...]) -> str:
    return "".join(text for _, text in spans)


@given(TEXTS, TEXTS)
def test_nothing_is_lost(left: str, right: str) -> None:
    rows = side_by_side(left, right, 10_000)
    assert [plain(row.left) for row in rows if row.left_number] == left.splitlines()
    assert [plain(row.right) for row in rows if row.right_number] == right.splitlines()
    assert [row.left_number for row in rows if row.left_number] == list(range(1, len(left.splitlines()) + 1))
    assert all(row.left == row.right for row in rows if row.sort == SAME)


@given(TEXTS, TEXTS)
def test_a_unified_diff_says_the_same(left: str, right: str) -> None:
    text = "\n".join(difflib.unified_diff(left.splitlines(), right.splitlines(), "a", "b", n=10_000, lineterm=""))
    told = [row for row in side_by_side(left, right, 10_000) if row.sort != SAME]
    assert [row for row in from_unified(text) if row.sort not in (SAME, GAP)] == told


def test_equal_lines_far_away_are_a_gap() -> None:
    lines = [f"line {number}" for number in range(40)]
    rows = side_by_side("\n".join(lines), "\n".join([*lines[:20], "new", *lines[20:]]))
    assert [(row.sort, row.left_number) for row in rows if row.sort in (GAP, ADDED)] == [
        (GAP, 17),
        (ADDED, 0),
        (GAP, 17),
    ]
    assert len(rows) == 2 + 1 + 6


def test_words() -> None:
    assert words("status = 'a'", "status = 'b'") == (
        ((False, "status = '"), (True, "a"), (False, "'")),
        ((False, "status = '"), (True, "b"), (False, "'")),
    )
    assert words("nothing alike", "0123") == (((False, "nothing alike"),), ((False, "0123"),))
    assert words("x" * 9_000, "x" * 9_001) == (((False, "x" * 9_000),), ((False, "x" * 9_001),))


def test_lines_in_the_place_of_others() -> None:
    rows = side_by_side("a\nold one\nold two\nz", "a\nold 1\nz")
    assert [row.sort for row in rows] == [SAME, CHANGED, REMOVED, SAME]
    assert [(row.left_number, row.right_number) for row in rows] == [(1, 1), (2, 2), (3, 0), (4, 3)]


def test_long_texts_are_quick() -> None:
    rows = side_by_side("\n".join(map(str, range(20_000))), "\n".join(map(str, range(1, 20_001))))
    assert len(rows) == 20_000
