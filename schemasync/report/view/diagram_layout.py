"""Place the boxes of a diagram: referenced tables on the left, referencing tables to their right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

Size = tuple[int, int]
Point = tuple[int, int]
Pairs = Sequence[tuple[int, int]]
"""(number of the referencing box, number of the referenced box)."""

GAP_X, GAP_Y = 84, 24
WIDEST, TALLEST = 1180, 760
_SWEEPS = 4


def place(sizes: Sequence[Size], pairs: Pairs) -> tuple[tuple[Point, ...], Size]:
    """Place boxes: each connected component in layers, the components in rows.

    Args:
        sizes: width and height of every box, in pixels.
        pairs: which box refers to which; a box may refer to itself, and there may be cycles.

    Returns:
        The upper left corner of every box, and the size of the whole.
    """
    points: dict[int, Point] = {}
    x = y = row = widest = 0
    for group in _groups(len(sizes), pairs):
        placed, (width, height) = _group(group, sizes, pairs)
        if x and x + width > WIDEST:
            x, y, row = 0, y + row + GAP_Y, 0
        points |= {box: (x + left, y + top) for box, (left, top) in placed.items()}
        widest = max(widest, x + width)
        x, row = x + width + GAP_Y, max(row, height)
    return tuple(points[box] for box in range(len(sizes))), (widest, y + row)


def _groups(count: int, pairs: Pairs) -> list[list[int]]:
    """Connected components, the largest first."""
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    groups, seen = [], set[int]()
    for start in range(count):
        if start in seen:
            continue
        group, queue = [], [start]
        seen.add(start)
        while queue:
            box = queue.pop()
            group.append(box)
            queue += sorted(near[box] - seen)
            seen |= near[box]
        groups.append(sorted(group))
    return sorted(groups, key=len, reverse=True)


def _group(group: Sequence[int], sizes: Sequence[Size], pairs: Pairs) -> tuple[Mapping[int, Point], Size]:
    columns = [column for layer in _ordered(_layers(group, pairs), pairs) for column in _columns(layer, sizes)]
    heights = [sum(sizes[box][1] + GAP_Y for box in column) - GAP_Y for column in columns]
    placed, x = {}, 0
    for column, height in zip(columns, heights, strict=True):
        y = (max(heights) - height) // 2
        for box in column:
            placed[box] = (x, y)
            y += sizes[box][1] + GAP_Y
        x += max(sizes[box][0] for box in column) + GAP_X
    return placed, (x - GAP_X, max(heights))


def _layers(group: Sequence[int], pairs: Pairs) -> list[list[int]]:
    """Boxes by the length of the longest path to one that refers to no other; references that close a cycle do not count."""
    targets: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        if one != other:
            targets[one].append(other)
    depth: dict[int, int] = {}
    for start in group:
        _measure(start, targets, depth)
    layers: dict[int, list[int]] = defaultdict(list)
    for box in group:
        layers[depth[box]].append(box)
    return [layers[level] for level in sorted(layers)]


def _measure(start: int, targets: Mapping[int, Sequence[int]], depth: dict[int, int]) -> None:
    """Store the depth of a box and of all that it leads to; without recursion, as chains may be long."""
    way: dict[int, Iterator[int]] = {start: iter(targets.get(start, ()))} if start not in depth else {}
    while way:
        box = next(reversed(way))
        following = next((other for other in way[box] if other not in depth and other not in way), None)
        if following is not None:
            way[following] = iter(targets.get(following, ()))
            continue
        depth[box] = 1 + max((depth[other] for other in targets.get(box, ()) if other in depth), default=-1)
        del way[box]


def _ordered(layers: list[list[int]], pairs: Pairs) -> list[list[int]]:
    """Sort each layer by the mean position of the boxes that each box is linked with, so that fewer lines cross."""
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    place_of = {box: float(index) for layer in layers for index, box in enumerate(layer)}
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            layer.sort(key=lambda box: (_mean((place_of[other] for other in near[box]), place_of[box]), box))
            place_of |= {box: float(index) for index, box in enumerate(layer)}
    return layers


def _mean(values: Iterable[float], otherwise: float) -> float:
    found = list(values)
    return sum(found) / len(found) if found else otherwise


def _columns(layer: Sequence[int], sizes: Sequence[Size]) -> Iterator[list[int]]:
    """Divide a layer into columns that are not too tall."""
    column: list[int] = []
    height = 0
    for box in layer:
        if column and height + sizes[box][1] > TALLEST:
            yield column
            column, height = [], 0
        column.append(box)
        height += sizes[box][1] + GAP_Y
    yield column
