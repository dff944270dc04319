"""Put two texts side by side, and mark the lines and the words of a line that differ."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

SAME, CHANGED, REMOVED, ADDED, GAP = "same", "changed", "removed", "added", "gap"
CONTEXT = 3
_LONGEST_LINE, _LONGEST_TEXT = 1_500, 4_000
"""Longest line that is compared word by word, in characters; longest text that is compared line by line, in lines."""
_LEAST_SIMILARITY = 0.35
"""Ratio of `difflib` below which two lines are not compared word by word."""
_WORD = re.compile(r"\w+|\s+|.")
_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")

Spans = tuple[tuple[bool, str], ...]
"""Pieces of a line, each with whether it differs from the other side's."""


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One line of each side.

    Attributes:
        sort: `same`, `changed`, `removed` (left alone), `added` (right alone), `gap`.
        left_number, right_number: of the lines, from 1; of a gap, how many lines it leaves out (0 if unknown).
        left, right: the lines' pieces; empty where a side has no such line.
    """

    sort: str
    left_number: int
    left: Spans
    right_number: int
    right: Spans


@lru_cache(maxsize=512)
def side_by_side(left: str, right: str, context: int = CONTEXT) -> tuple[DiffRow, ...]:
    """Compare two texts; equal lines that are far from any difference become a gap."""
    old, new = left.splitlines(), right.splitlines()
    if max(len(old), len(new)) > _LONGEST_TEXT:
        blocks = [("replace", 0, len(old), 0, len(new))]
    else:
        blocks = list(difflib.SequenceMatcher(None, old, new).get_opcodes())
    rows: list[DiffRow] = []
    for index, (tag, i, i_end, j, j_end) in enumerate(blocks):
        if tag == "equal":
            before, after = context if index else 0, context if index < len(blocks) - 1 else 0
            before = before if len(blocks) > 1 else len(old)
            rows += _equal(old[i:i_end], i, j, before, after)
        else:
            rows += _replaced(old[i:i_end], new[j:j_end], i, j)
    return tuple(rows)


@lru_cache(maxsize=512)
def from_unified(text: str) -> tuple[DiffRow, ...]:
    """The same from a unified diff, which leaves equal lines out."""
    rows: list[DiffRow] = []
    removed: list[str] = []
    added: list[str] = []
    i = j = 0
    lines = text.splitlines()
    start = next((index for index, line in enumerate(lines) if _HUNK.match(line)), len(lines))
    for line in [*lines[start:], "@@"]:
        if line.startswith("-"):
            removed.append(line[1:])
            continue
        if line.startswith("+"):
            added.append(line[1:])
            continue
        rows += _replaced(removed, added, i, j)
        i, j = i + len(removed), j + len(added)
        removed, added = [], []
        if hunk := _HUNK.match(line):
            rows += [DiffRow(GAP, 0, (), 0, ())] if rows else []
            i, j = int(hunk[1]) - 1, int(hunk[2]) - 1
        elif line != "@@":
            rows += _equal([line[1:]], i, j, 1, 0)
            i, j = i + 1, j + 1
    return tuple(rows)


def _equal(lines: Sequence[str], i: int, j: int, before: int, after: int) -> Iterator[DiffRow]:
    hidden = range(before, len(lines) - after)
    for index, line in enumerate(lines):
        if len(hidden) > 1 and index in hidden:
            if index == hidden.start:
                yield DiffRow(GAP, len(hidden), (), len(hidden), ())
            continue
        spans = ((False, line),)
        yield DiffRow(SAME, i + index + 1, spans, j + index + 1, spans)


def _replaced(old: Sequence[str], new: Sequence[str], i: int, j: int) -> Iterator[DiffRow]:
    """Put replaced lines beside those that replace them, in order."""
    for index in range(max(len(old), len(new))):
        left = old[index] if index < len(old) else None
        right = new[index] if index < len(new) else None
        if left is None:
            yield DiffRow(ADDED, 0, (), j + index + 1, ((False, right or ""),))
        elif right is None:
            yield DiffRow(REMOVED, i + index + 1, ((False, left),), 0, ())
        else:
            one, other = words(left, right)
            yield DiffRow(CHANGED, i + index + 1, one, j + index + 1, other)


def words(left: str, right: str) -> tuple[Spans, Spans]:
    """Compare two lines word by word; lines that have little in common are not divided."""
    old, new = _WORD.findall(left), _WORD.findall(right)
    if not left or not right or max(len(left), len(right)) > _LONGEST_LINE:
        return ((False, left),), ((False, right),)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _LEAST_SIMILARITY:
        return ((False, left),), ((False, right),)
    one: list[tuple[bool, str]] = []
    other: list[tuple[bool, str]] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        one += [(tag != "equal", "".join(old[i:i_end]))] if i_end > i else []
        other += [(tag != "equal", "".join(new[j:j_end]))] if j_end > j else []
    return tuple(one), tuple(other)
