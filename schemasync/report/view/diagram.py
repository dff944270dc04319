"""Draw the tables that differ, and the tables that foreign keys link to them, as boxes and lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemasync.core.model import AUTO, NORMAL, Ref
from schemasync.core.sync_status import EXTRA, MISSING, PARTIAL, SYNCED, SyncStatus
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.kinds.model_checks import is_column
from schemasync.report.view.diagram_layout import place
from schemasync.result import CheckResult
from schemasync.verdict.findings import Finding
from schemasync.verdict.hierarchy import Hierarchy

MOST_DRIFTED, MOST = 36, 54
_COLUMNS = 10
WIDTH, HEAD, ROW, FOOT = 264, 40, 22, 8
_MARGIN = 28
_BADGES = {"primary": "PK", "foreign": "FK"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line in a box: a column, or another part that differs; `y` is the distance of its middle from the box's top."""

    y: int
    badge: str
    name: str
    text: str
    status: SyncStatus


@dataclass(frozen=True, slots=True)
class Box:
    """A table; `problems` counts the open ones that concern it, 0 for a neighbour; `more` columns are not drawn."""

    x: int
    y: int
    height: int
    name: str
    kind: str
    status: SyncStatus
    severity: str
    problems: int
    rows: tuple[Row, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key as an SVG path, from the table that has it to the one that it refers to; `ends` are their names."""

    path: str
    status: SyncStatus
    title: str
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes and lines, in pixels; `not_drawn` counts the tables with findings that have no box."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    not_drawn: int


@dataclass(frozen=True, slots=True)
class _Key:
    """A foreign key: the part, its first own column, and the first one that it refers to."""

    ref: Ref
    near: Ref
    far: Ref


def make_diagram(result: CheckResult) -> Diagram | None:
    """Draw the tables with open findings and their neighbours by foreign keys; None if no table has any."""
    if not result.open:
        return None
    tables = _Tables(result)
    drifted = [
        top
        for top in dict.fromkeys(finding.top for problem in result.open for finding in problem.findings)
        if tables.columns[top]
    ]
    if not drifted:
        return None
    drawn = drifted[:MOST_DRIFTED]
    ends = [(tables.top[key.near], tables.top[key.far]) for key in tables.keys]
    near = [end for pair in ends if set(pair) & set(drawn) for end in pair]
    shown = list(dict.fromkeys([*drawn, *near]))[:MOST]
    pairs_by_key = [(key, set(pair)) for key, pair in zip(tables.keys, ends, strict=True)]
    keys = [key for key, pair in pairs_by_key if pair <= set(shown) and pair & set(drawn)]
    lines = {top: tables.rows(top, {end for key in keys for end in (key.near, key.far)}) for top in shown}
    number = {top: index for index, top in enumerate(shown)}
    heights = [HEAD + ROW * (len(lines[top][0]) + (lines[top][1] > 0)) + FOOT for top in shown]
    pairs = [(number[tables.top[key.near]], number[tables.top[key.far]]) for key in keys]
    points, (width, height) = place([(WIDTH, tall) for tall in heights], pairs)
    corner = {top: (x + _MARGIN, y + _MARGIN // 2) for top, (x, y) in zip(shown, points, strict=True)}
    boxes = tuple(
        tables.box(top, corner[top], tall, [row for _, row in lines[top][0]], lines[top][1])
        for top, tall in zip(shown, heights, strict=True)
    )
    spots = {ref: (corner[top][0], corner[top][1] + row.y) for top in shown for ref, row in lines[top][0]}
    links = tuple(tables.link(key, spots) for key in keys if key.near in spots and key.far in spots)
    return Diagram(width + 2 * _MARGIN, height + _MARGIN, boxes, links, len(drifted) - len(drawn))


class _Tables:
    """Objects that have columns, with their keys, over both sides."""

    def __init__(self, result: CheckResult) -> None:
        self.sides = (result.actual, result.replayed.snapshot)
        self.hierarchy = Hierarchy(*self.sides)
        self.problems = result.open
        self.open = tuple(finding for problem in self.problems for finding in problem.findings)
        self.carrier: dict[Ref, Finding] = {ref: f for f in self.open for ref in (f.ref, *f.refs)}
        self.top: dict[Ref, Ref] = {}
        self.columns: dict[Ref, list[Ref]] = defaultdict(list)
        for ref in sorted({ref for side in self.sides for ref in side.objects}):
            kind = KINDS[ref.kind]
            if not kind.satellite and not kind.subobject:
                self.top[ref] = self.hierarchy.top(ref)
                if is_column(self.hierarchy.model(ref)):
                    self.columns[self.top[ref]].append(ref)
        for refs in self.columns.values():
            refs.sort(key=lambda ref: getattr(self.hierarchy.model(ref), "position", 0))
        self.badges: dict[Ref, dict[str, None]] = defaultdict(dict)
        self.keys = tuple(self._keys())

    def _keys(self) -> Iterable[_Key]:
        """Every foreign key of either side; as a side effect, `badges` gets the keys that each column is in."""
        are_columns = {ref for refs in self.columns.values() for ref in refs}
        ends: dict[Ref, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
        for dependent, referenced, type_ in dict.fromkeys(edge for side in self.sides for edge in side.edges):
            if KINDS[dependent.kind].constraint_role and referenced in are_columns:
                ends[dependent][type_].append(referenced)
        for ref, found in sorted(ends.items()):
            key, model = KINDS[ref.kind].constraint_role, self.hierarchy.model(ref)
            badge = _BADGES.get(key(model), "") if key else ""
            own, far = found[AUTO], found[NORMAL]  # a constraint's own columns, and those that it refers to
            for column in own if badge else ():
                self.badges[column][badge] = None
            if badge == _BADGES["foreign"] and own and far:
                yield _Key(ref, own[0], far[0])

    def status(self, ref: Ref) -> SyncStatus:
        """Status of a part; a part of a missing or extra object has that object's status."""
        if ref not in self.carrier:
            return SYNCED
        here, there = (ref in side.objects for side in self.sides)
        return PARTIAL if here and there else EXTRA if here else MISSING

    def rows(self, top: Ref, linked: set[Ref]) -> tuple[list[tuple[Ref, Row]], int]:
        """Lines for key columns and differing columns, then for other parts that differ; and the number of columns without a line."""
        findings = [finding for finding in self.open if finding.top == top]
        columns = self.columns[top]
        wanted = [c for c in columns if c in linked or self.status(c) != SYNCED or "PK" in self.badges[c]]
        room = max(0, _COLUMNS - len(wanted)) if findings else 0
        wanted += [c for c in columns if c not in wanted][:room]
        chosen = [c for c in columns if c in wanted]
        parts = dict.fromkeys(finding.ref for finding in findings if finding.ref not in (top, *columns))
        described = [(ref, " ".join(sorted(self.badges[ref])[::-1]), ref.name, self._show(ref)) for ref in chosen]
        described += [(ref, "", KINDS[ref.kind].label, ref.name if ref.name != top.name else "") for ref in parts]
        lines = [
            (ref, Row(HEAD + ROW * index + ROW // 2, badge, name, text, self.status(ref)))
            for index, (ref, badge, name, text) in enumerate(described)
        ]
        return lines, len(columns) - len(chosen)

    def _show(self, ref: Ref) -> str:
        show, model = KINDS[ref.kind].describe, self.hierarchy.model(ref)
        return " ".join(show(ref, model).split()) if show and model is not None else ""

    def box(self, top: Ref, corner: tuple[int, int], height: int, rows: Sequence[Row], more: int) -> Box:
        findings = [finding for finding in self.open if finding.top == top]
        status = self.status(top)
        return Box(
            *corner,
            height,
            name=display_name(top),
            kind=KINDS[top.kind].label,
            status=PARTIAL if findings and status == SYNCED else status,
            severity=str(findings[0].severity) if findings else "",
            problems=sum(any(finding.top == top for finding in problem.findings) for problem in self.problems),
            rows=tuple(rows),
            more=more,
        )

    def link(self, key: _Key, spots: dict[Ref, tuple[int, int]]) -> Link:
        (x, y), (to_x, to_y) = spots[key.near], spots[key.far]
        ends = (display_name(self.top[key.near]), display_name(self.top[key.far]))
        return Link(_path(x, y, to_x, to_y), self.status(key.ref), f"{key.ref.path[-1]}: {ends[0]} → {ends[1]}", ends)


def _path(x: int, y: int, to_x: int, to_y: int) -> str:
    """An SVG path with a crow's foot at the referencing column and a bar at the referenced one."""
    if x > to_x:  # usually from the left side of one box to the right side of the box on its left
        to_x += WIDTH
        bend = max(30, (x - to_x) // 2)
        foot = f"M{x} {y - 5}L{x - 10} {y}L{x} {y + 5}M{x - 10} {y}"
        return f"{foot}C{x - bend} {y} {to_x + bend} {to_y} {to_x + 8} {to_y}H{to_x}M{to_x + 8} {to_y - 5}V{to_y + 5}"
    x, to_x = x + WIDTH, to_x + WIDTH
    side = max(x, to_x) + 26
    foot = f"M{x} {y - 5}L{x + 10} {y}L{x} {y + 5}M{x + 10} {y}"
    return f"{foot}C{side} {y} {side} {to_y} {to_x + 8} {to_y}H{to_x}M{to_x + 8} {to_y - 5}V{to_y + 5}"
