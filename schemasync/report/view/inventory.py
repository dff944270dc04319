"""List objects with their parts, by area, as the report counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from schemasync.core.model import Ref
from schemasync.core.sync_status import PARTIAL, SYNCED
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.report.view.model import ICONS
from schemasync.report.view.objects import AreaView, ItemView, ObjectView, SectionView
from schemasync.result import CheckResult
from schemasync.verdict.areas import EVERYTHING_ELSE, Score, assign
from schemasync.verdict.findings import Finding
from schemasync.verdict.hierarchy import Hierarchy


class Inventory:
    """The compared objects of both sides with their parts."""

    def __init__(self, result: CheckResult) -> None:
        self.result = result
        self.hierarchy = Hierarchy(result.actual, result.replayed.snapshot)
        self.members: dict[Ref, list[Ref]] = defaultdict(list)
        self.subobjects: dict[Ref, list[Ref]] = defaultdict(list)
        for ref in sorted(result.scope):
            self.members[self.hierarchy.top(ref)].append(ref)
            if KINDS[ref.kind].subobject and (whole := self.hierarchy.whole(ref)):
                self.subobjects[whole].append(ref)
        files = {ref: origin.file for ref, origin in result.replayed.origins.items()}
        for top, refs in self.members.items():
            if top not in files:
                files[top] = next((files[ref] for ref in refs if ref in files), "")
        self.area_of = assign(self.members, result.settings.config.areas, files)
        self.verdicts: dict[Ref, Finding] = {f.ref: f for f in result.findings}
        self.carrier: dict[Ref, Finding] = {ref: f for f in result.findings for ref in (f.ref, *f.refs)}
        self.reason: dict[Ref, str] = {
            f.ref: p.accepted for p in result.problems for f in p.findings if p.accepted is not None
        }
        self.open_refs = {ref for p in result.open for f in p.findings for ref in (f.ref, *f.refs)}

    def areas(self) -> tuple[AreaView, ...]:
        """Areas with their objects; each object has the numbers of the problems that concern it."""
        numbers: dict[Ref, list[int]] = defaultdict(list)
        for number, problem in enumerate(self.result.problems, 1):
            for top in dict.fromkeys(finding.top for finding in problem.findings):
                numbers[top].append(number)
        names = [rule.name for rule in self.result.settings.config.areas] + [EVERYTHING_ELSE]
        views = (self._area(name, numbers) for name in names)
        return tuple(view for view in views if view.objects)

    def _area(self, name: str, numbers: Mapping[Ref, Sequence[int]]) -> AreaView:
        tops = [top for top in self.members if self.area_of[top] == name]
        weight = Counter({top.kind: 0 for top in tops})
        for top in tops:
            weight[top.kind] += len(self.members[top])
        tops.sort(key=lambda top: (-weight[top.kind], top))
        refs = [ref for top in tops for ref in self.members[top]]
        bad = sum(1 for ref in refs if ref in self.open_refs)
        open_ = sum(1 for problem in self.result.open if self.area_of[problem.main.top] == name)
        score = Score(len(refs), len(refs) - bad, open_)
        objects = tuple(self._object(top, tuple(numbers.get(top, ()))) for top in tops)
        return AreaView(name, score.percent, score.checks, score.in_sync, open_, objects)

    def _object(self, top: Ref, problems: tuple[int, ...]) -> ObjectView:
        own = self.verdicts.get(top)
        status = own.status if own else PARTIAL if problems else SYNCED
        origin = self.result.replayed.origins.get(top)
        kind = KINDS[top.kind]
        return ObjectView(
            name=display_name(top),
            kind=kind.label,
            kinds=kind.plural.capitalize(),
            status=status,
            icon=ICONS[status],
            origin=f"{origin.file}:{origin.line}" if origin else "",
            text=self._text(top),
            sections=self._sections(top),
            problems=problems,
            checks=len(self.members[top]),
        )

    def _sections(self, top: Ref) -> tuple[SectionView, ...]:
        groups: dict[str, list[Ref]] = defaultdict(list)
        for ref in self.members[top]:
            if ref != top and not KINDS[ref.kind].subobject and not KINDS[ref.kind].satellite:
                groups[ref.kind].append(ref)
        order = sorted(groups, key=lambda kind: KINDS[kind].order.rank)
        return tuple(
            SectionView(KINDS[kind].plural.capitalize(), tuple(self._item(ref) for ref in self._ordered(groups[kind])))
            for kind in order
        )

    def _ordered(self, refs: list[Ref]) -> list[Ref]:
        return sorted(refs, key=lambda ref: (getattr(self.hierarchy.model(ref), "position", 0), ref))

    def _text(self, ref: Ref) -> str:
        kind, model = KINDS[ref.kind], self.hierarchy.model(ref)
        return kind.describe(ref, model) if kind.describe and model is not None else ""

    def _item(self, ref: Ref) -> ItemView:
        text = " ".join(filter(None, map(self._text, (ref, *self.subobjects[ref]))))
        finding = self.verdicts.get(ref) or self.carrier.get(ref)
        status = finding.status if finding else SYNCED
        note = self.reason.get(finding.ref, "") if finding else ""
        return ItemView(ICONS[status], ref.name, " ".join(text.split()), status, note)
