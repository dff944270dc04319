"""One finished view of an outcome, in words; every format only lays it out."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.errors import PlanError
from schemasync.introspect.file import is_file
from schemasync.model import Plan, Ref, Statement
from schemasync.objects import KINDS
from schemasync.objects._kind import Severity
from schemasync.outcome import Outcome
from schemasync.plan.build import build
from schemasync.postgres.connection import secrets_of
from schemasync.prove.proof import Proof
from schemasync.replay.apply import FileResult
from schemasync.replay.run import Replayed
from schemasync.report.diagram import Diagram, make_diagram
from schemasync.report.pending import PendingView, error_of, pending_view
from schemasync.report.since import NEW, REOPENED, Past, past_of
from schemasync.sql import Hazard
from schemasync.supabase.managed import restrict
from schemasync.verdict.areas import EVERYTHING_ELSE, Score, assign, display_name
from schemasync.verdict.findings import EXTRA, MISSING, PARTIAL, SYNCED, UNKNOWN, Family, Finding
from schemasync.verdict.migrations import DUPLICATE, EDITED, GHOST, RESTAMPED, UNRECORDED, Standing
from schemasync.words import each_text, masked

ICONS = {SYNCED: "✅", PARTIAL: "⚠️", MISSING: "❌", EXTRA: "➕", UNKNOWN: "❔"}
_UNDEFINED = ("42P01", "42704", "42883", "3F000")
PRIORITY = {
    Severity.SECURITY: "Urgent: security",
    Severity.BREAKING: "High priority: something breaks",
    Severity.FUNCTIONAL: "Medium priority: behaviour differs",
    Severity.PERFORMANCE: "Low priority: performance",
    Severity.COSMETIC: "Low priority: cosmetic",
}


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to settle a finding: `repair`, `adopt` or `accept`."""

    option: str
    title: str
    sql: str
    proven: bool
    hazards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words; `number` is its place in the report."""

    number: int
    name: str
    kind: str
    top: str
    status: str
    severity: str
    area: str
    sentence: str
    attributes: tuple[tuple[str, str, str], ...]
    origin: str
    impact: str
    recommendation: str
    fixes: tuple[Fix, ...]
    accepted: str | None
    ref: Ref
    icon: str
    file: str
    line: int
    cause: str
    before: str
    after: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One checked part of an object: a column, an index, a policy."""

    icon: str
    name: str
    text: str
    status: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """The parts of one sort."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ObjectView:
    """One object with all its parts."""

    name: str
    kind: str
    kinds: str
    status: str
    icon: str
    origin: str
    text: str
    sections: tuple[SectionView, ...]
    issues: tuple[int, ...]
    checks: int


@dataclass(frozen=True, slots=True)
class AreaView:
    """One part of the product."""

    name: str
    percent: int
    made: int
    good: int
    open: int
    objects: tuple[ObjectView, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[ObjectView, ...]], ...]:
        """Objects by kind, in order."""
        groups: dict[str, list[ObjectView]] = defaultdict(list)
        for item in self.objects:
            groups[item.kinds].append(item)
        return tuple((title, tuple(items)) for title, items in groups.items())


@dataclass(frozen=True, slots=True)
class MigrationView:
    """What became of one file."""

    file: str
    version: str
    name: str
    status: str
    seconds: float
    error: Mapping[str, Any] | None
    standing: str = ""
    note: str = ""
    diff: str = ""


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report in words."""

    generated: str
    project: str
    target: str
    server_version: str
    status: str
    icon: str
    headline: str
    percent: int
    made: int
    good: int
    areas: tuple[AreaView, ...]
    findings: tuple[FindingView, ...]
    resolved: tuple[str, ...]
    migrations: tuple[MigrationView, ...]
    skipped: tuple[tuple[str, str], ...]
    diagnostics: tuple[str, ...]
    durations: Mapping[str, float]
    repair_sql: str
    repair_proven: bool
    adopt_sql: str
    adopt_proven: bool
    pending: PendingView | None = None
    history: str = "absent"
    remembered: tuple[Ref, ...] = ()
    diagram: Diagram | None = None

    @property
    def open(self) -> tuple[FindingView, ...]:
        """Findings that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    @property
    def since(self) -> str:
        """What happened since the last report, in a few words; empty on the first."""
        counts = Counter(finding.since for finding in self.open)
        words = [f"{counts[word]} {word}" for word in (NEW, REOPENED) if counts[word]]
        return ", ".join([*words, *([f"{len(self.resolved)} resolved"] if self.resolved else [])])

    @property
    def accepted(self) -> tuple[FindingView, ...]:
        """Findings that the configuration accepts."""
        return tuple(finding for finding in self.findings if finding.accepted is not None)

    @property
    def synced(self) -> tuple[tuple[str, tuple[ObjectView, ...]], ...]:
        """Objects without any difference, by area."""
        return tuple((a.name, tuple(o for o in a.objects if o.status == SYNCED)) for a in self.areas)

    @property
    def actions(self) -> tuple[tuple[str, tuple[FindingView, ...]], ...]:
        """What is to be done, most urgent first."""
        groups = (
            (title, tuple(f for f in self.open if f.severity == severity)) for severity, title in PRIORITY.items()
        )
        return tuple((title, findings) for title, findings in groups if findings)

    @property
    def failed(self) -> tuple[MigrationView, ...]:
        """Files that could not be replayed."""
        return tuple(migration for migration in self.migrations if migration.error)


def make_view(
    outcome: Outcome, previous: Mapping[str, Any] | None = None, now: dt.datetime | None = None
) -> ReportView:
    """Put an outcome in words.

    Args:
        outcome: of `pipeline.check`.
        previous: an earlier report (JSON), for what is resolved since.
        now: time of the report, in UTC.
    """
    tree = _Tree(outcome)
    past = past_of(previous)
    findings = tuple(_finding(number, f, outcome, tree, past) for number, f in enumerate(outcome.findings, 1))
    opened = [finding.ref for finding in outcome.open]
    areas = tree.areas(findings)
    made, good = sum(a.made for a in areas), sum(a.good for a in areas)
    score = Score(made, good, len(outcome.open) + len(outcome.failed))
    status, icon, headline = _headline(outcome, score)
    version = outcome.versions[0]
    view = ReportView(
        generated=(now or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%d %H:%M UTC"),
        project=outcome.settings.name or outcome.actual.database,
        target=outcome.actual.database,
        server_version=f"{version // 10000}.{version % 10000}",
        status=status,
        icon=icon,
        headline=headline,
        percent=score.percent,
        made=made,
        good=good,
        areas=areas,
        findings=findings,
        resolved=past.words(past.gone(opened)),
        remembered=past.remembered(opened),
        migrations=tuple(_migrations(outcome)),
        skipped=tuple((skipped.file, skipped.reason) for skipped in outcome.replayed.discovery.skipped),
        diagnostics=_diagnostics(outcome),
        durations=outcome.durations,
        repair_sql=script(outcome.repair.plan),
        repair_proven=outcome.repair.proven,
        adopt_sql=script(outcome.adopt.plan),
        adopt_proven=outcome.adopt.proven,
        pending=pending_view(outcome.pending, outcome.standings, tuple(enumerate(outcome.findings, 1)), outcome.actual)
        if outcome.pending
        else None,
        history=outcome.history.state,
        diagram=make_diagram(outcome),
    )
    target = outcome.settings.target
    secrets = secrets_of(target.url, target.password) if target.url and not is_file(target.url) else ()
    found: ReportView = each_text(view, lambda text: masked(text, secrets))
    return found


def make_replay_view(replayed: Replayed, name: str, why: str, now: dt.datetime | None = None) -> ReportView:
    """The report of a run that had no database to compare with.

    Args:
        replayed: all migrations, in the shadow.
        name: of the target.
        why: one sentence that says why nothing was compared.
        now: time of the report, in UTC.
    """
    failed = [result.migration.file for result in replayed.failed]
    count = len(replayed.results)
    if failed:
        headline = f"{len(failed)} of {count} migrations could not be replayed; nothing was compared with a database."
    else:
        headline = f"All {count} migrations replay; nothing was compared with a database."
    version = replayed.snapshot.server_version
    view = ReportView(
        generated=(now or dt.datetime.now(dt.UTC)).strftime("%Y-%m-%d %H:%M UTC"),
        project=name or "no database",
        target="",
        server_version=f"{version // 10000}.{version % 10000}",
        status="incomplete" if failed else "not compared",
        icon="❌" if failed else "➖",
        headline=headline,
        percent=0,
        made=0,
        good=0,
        areas=(),
        findings=(),
        resolved=(),
        migrations=tuple(migration_view(result) for result in replayed.results),
        skipped=tuple((skipped.file, skipped.reason) for skipped in replayed.discovery.skipped),
        diagnostics=(
            why,
            *(f"{r.migration.file}, {r.notice}" for r in replayed.results if r.notice),
            *(f"{extension}: a stand-in was used for this extension" for extension in replayed.stubbed),
        ),
        durations={"replay": round(sum(result.seconds for result in replayed.results), 4)},
        repair_sql="",
        repair_proven=False,
        adopt_sql="",
        adopt_proven=False,
    )
    found: ReportView = each_text(view, masked)
    return found


def script(plan: Plan) -> str:
    """A plan's statements, each with its semicolon."""
    return "".join(f"{statement.sql.text};\n" for statement in plan.statements)


def _headline(outcome: Outcome, score: Score) -> tuple[str, str, str]:
    open_ = outcome.open
    if outcome.failed:
        names = ", ".join(result.migration.file for result in outcome.failed[:3])
        more = f" and {len(outcome.failed) - 3} more" if len(outcome.failed) > 3 else ""  # noqa: PLR2004
        return "incomplete", "❔", f"The check is incomplete: {names}{more} could not be replayed."
    if not open_:
        noted = f" ({len(outcome.findings)} accepted)" if outcome.findings else ""
        return "synced", "✅", f"The database is what the migrations say: {score.made} checks, no difference{noted}."
    worst = open_[0].severity
    counts = ", ".join(
        f"{number} {status.lower()}"
        for status in (MISSING, EXTRA, PARTIAL, UNKNOWN)
        if (number := sum(1 for finding in open_ if finding.status == status))
    )
    icon = "🔴" if worst in (Severity.SECURITY, Severity.BREAKING) else "⚠️"
    noun = "difference" if len(open_) == 1 else "differences"
    secure = sum(1 for finding in open_ if finding.severity == Severity.SECURITY)
    about = f", {secure} about security" if secure else ""
    return "drift", icon, f"The database differs from the migrations: {len(open_)} {noun}{about} ({counts})."


def _diagnostics(outcome: Outcome) -> tuple[str, ...]:
    notes = list(outcome.remarks) + list(_history_notes(outcome))
    borrowed = sorted(
        display_name(ref) for ref in outcome.borrowed if not KINDS[ref.kind].attached and KINDS[ref.kind].parent is None
    )
    if borrowed:
        some = ", ".join(borrowed[:10]) + (f" and {len(borrowed) - 10} more" if len(borrowed) > 10 else "")  # noqa: PLR2004
        notes.append(f"made outside the migrations and borrowed from the database: {some}")
    notes += [f"{name}: a stand-in was used for this extension" for name in outcome.replayed.stubbed]
    notes += [f"not compared: {item.description} ({item.reason})" for item in outcome.actual.unmodeled]
    target, shadow = (version // 10000 for version in outcome.versions)
    if target != shadow:
        notes.append(f"the shadow runs PostgreSQL {shadow}, the database {target}")
    for word, proof in (("repair", outcome.repair), ("adoption", outcome.adopt)):
        if not proof.proven:
            notes.append(f"the {word} plan is not proven: {proof.reason}")
    return tuple(notes)


def _history_notes(outcome: Outcome) -> Iterable[str]:
    """What the history of migrations says that no difference shows."""
    reasons = {
        "absent": "the database has no history of migrations (supabase_migrations.schema_migrations): "
        "every file counts as applied",
        "empty": "the database's history of migrations is empty: every file counts as applied",
        "unreadable": f"the history of migrations could not be read ({outcome.history.reason}): "
        "every file counts as applied",
    }
    if outcome.history.state in reasons:
        yield reasons[outcome.history.state]
    for result in outcome.replayed.results:
        if result.notice:
            yield f"{result.migration.file}, {result.notice}"
    for item in outcome.standings:
        if item.note and item.status in (EDITED, GHOST, RESTAMPED, DUPLICATE, UNRECORDED):
            yield f"{item.file}: {item.note}"


def migration_view(result: FileResult, standing: Standing | None = None) -> MigrationView:
    """One file of the replay, and where it stands in the database's history."""
    item, words = result.migration, error_of(result)
    if words:
        del words["file"]
    more = (standing.status, standing.note, standing.diff) if standing else ()
    return MigrationView(item.file, item.version, item.name, result.status, round(result.seconds, 4), words, *more)


def _migrations(outcome: Outcome) -> Iterable[MigrationView]:
    """Every file that ran, then what only the database knows of."""
    standing = {item.file: item for item in outcome.standings}
    results = (*outcome.replayed.results, *(outcome.pending.replayed.results if outcome.pending else ()))
    for result in results:
        yield migration_view(result, standing.get(result.migration.file))
    for item in outcome.standings:
        if item.status == GHOST:
            text = ";\n".join(item.statements)
            yield MigrationView(
                item.file, item.version, item.name, "not in the folder", 0.0, None, GHOST, item.note, text
            )


def _finding(number: int, finding: Finding, outcome: Outcome, tree: _Tree, past: Past) -> FindingView:
    origin = finding.origin
    return FindingView(
        number=number,
        name=display_name(finding.ref),
        kind=KINDS[finding.ref.kind].label,
        top=display_name(finding.top),
        status=finding.status,
        severity=str(finding.severity),
        area=tree.area_of[finding.top],
        sentence=" ".join(finding.sentences),
        attributes=finding.attributes,
        origin=f"{origin.file}:{origin.line}" if origin else "",
        impact=f"{finding.impact[0].upper()}{finding.impact[1:]}." if finding.impact else "",
        recommendation=_recommendation(finding),
        fixes=_fixes(finding, outcome),
        accepted=finding.accepted,
        ref=finding.ref,
        icon=ICONS[finding.status],
        file=origin.file if origin else "",
        line=origin.line if origin else 0,
        cause="unknown" if finding.status == UNKNOWN else finding.cause,
        before=finding.before,
        after=finding.after,
        since=past.of(finding.ref) if finding.accepted is None else "",
    )


def _recommendation(finding: Finding) -> str:
    if finding.renamed:
        side = "migrations define" if finding.status == EXTRA else "database has"
        return f"Perhaps it was renamed: the {side} {finding.renamed}, which is alike. A rename keeps what is in it."
    if finding.status == UNKNOWN:
        return "A migration that speaks of it could not be replayed; mend that first."
    if finding.status == EXTRA:
        return "Keep it and adopt it into a migration, or drop it if nothing needs it."
    if finding.status == MISSING:
        return "Run the SQL below: the migrations define it, the database lacks it."
    return "Run the SQL below to bring the database back to the migrations, or adopt the change into a migration."


def _fixes(finding: Finding, outcome: Outcome) -> tuple[Fix, ...]:
    if finding.status == UNKNOWN:
        return ()
    fixes = []
    for option, title, proof in (
        ("repair", "Make the database what the migrations say", outcome.repair),
        ("adopt", "Adopt the database's state into a new migration", outcome.adopt),
    ):
        sql, hazards = _part(option, outcome, proof, finding)
        if sql:
            fixes.append(Fix(option, title, sql, proof.proven, hazards))
    entry = (
        f'[[accept]]\nobject = "{_toml(display_name(finding.ref))}"\nkind = "{finding.ref.kind}"\n'
        f'status = "{finding.status}"\nreason = "why this difference is intended"\n'
    )
    fixes.append(Fix("accept", "Accept the difference in schemasync.toml", entry, proven=True))
    return tuple(fixes)


def _toml(text: str) -> str:
    escaped = "".join(f"[{char}]" if char in "*?[" else char for char in text)
    escaped = escaped.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < _WIDE else f"\\U{ord(char):08x}"
        for char in escaped
    )


_WIDE = 0x10000


def _alone(option: str, outcome: Outcome, wanted: frozenset[Ref]) -> list[Statement]:
    """The statements for these references alone, where the plan does them along with others."""
    actual, expected = outcome.actual, outcome.replayed.snapshot
    before, after = (actual, expected) if option == "repair" else (expected, actual)
    try:
        return list(build(before, restrict(before, after, wanted), outcome.role).statements)
    except PlanError:
        return []


def _part(option: str, outcome: Outcome, proof: Proof, finding: Finding) -> tuple[str, tuple[str, ...]]:
    """The statements of a plan that speak of a finding."""
    wanted = set(finding.refs)
    chosen = [statement for statement in proof.plan.statements if wanted & set(statement.refs)]
    if any(statement.ref not in wanted for statement in chosen):
        chosen = _alone(option, outcome, frozenset(wanted)) or chosen
    hazards = dict.fromkeys(str(hazard) for statement in chosen for hazard in statement.sql.hazards)
    return "".join(f"{statement.sql.text};\n" for statement in chosen), tuple(hazards)


DESTROYS = str(Hazard.DATA_LOSS)


class _Tree:
    """Objects with their parts, over both sides, as far as they are compared."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.family = Family(outcome.actual, outcome.replayed.snapshot)
        self.members: dict[Ref, list[Ref]] = defaultdict(list)
        self.facets: dict[Ref, list[Ref]] = defaultdict(list)
        for ref in sorted(outcome.scope):
            self.members[self.family.top(ref)].append(ref)
            if KINDS[ref.kind].facet and (whole := self.family.whole(ref)):
                self.facets[whole].append(ref)
        files = {ref: origin.file for ref, origin in outcome.replayed.origins.items()}
        for top, refs in self.members.items():
            if top not in files:
                files[top] = next((files[ref] for ref in refs if ref in files), "")
        self.area_of = assign(self.members, outcome.settings.config.areas, files)
        self.verdicts: dict[Ref, Finding] = {f.ref: f for f in outcome.findings}
        self.carrier: dict[Ref, Finding] = {ref: f for f in outcome.findings for ref in (f.ref, *f.refs)}

    def areas(self, findings: Iterable[FindingView]) -> tuple[AreaView, ...]:
        numbers: dict[Ref, list[int]] = defaultdict(list)
        by_ref = {finding.ref: finding for finding in findings}
        for finding in self.outcome.findings:
            numbers[finding.top].append(by_ref[finding.ref].number)
        names = [rule.name for rule in self.outcome.settings.config.areas] + [EVERYTHING_ELSE]
        views = (self._area(name, numbers) for name in names)
        return tuple(view for view in views if view.objects)

    def _area(self, name: str, numbers: Mapping[Ref, Sequence[int]]) -> AreaView:
        tops = [top for top in self.members if self.area_of[top] == name]
        weight = Counter({top.kind: 0 for top in tops})
        for top in tops:
            weight[top.kind] += len(self.members[top])
        tops.sort(key=lambda top: (-weight[top.kind], top))
        refs = [ref for top in tops for ref in self.members[top]]
        bad = sum(1 for ref in refs if ref in self.carrier and self.carrier[ref].accepted is None)
        open_ = sum(1 for f in self.outcome.open if self.area_of[f.top] == name)
        score = Score(len(refs), len(refs) - bad, open_)
        objects = tuple(self._object(top, tuple(numbers.get(top, ()))) for top in tops)
        return AreaView(name, score.percent, score.made, score.good, open_, objects)

    def _object(self, top: Ref, issues: tuple[int, ...]) -> ObjectView:
        own = self.verdicts.get(top)
        status = own.status if own else PARTIAL if issues else SYNCED
        origin = self.outcome.replayed.origins.get(top)
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
            issues=issues,
            checks=len(self.members[top]),
        )

    def _sections(self, top: Ref) -> tuple[SectionView, ...]:
        groups: dict[str, list[Ref]] = defaultdict(list)
        for ref in self.members[top]:
            if ref != top and not KINDS[ref.kind].facet and not KINDS[ref.kind].attached:
                groups[ref.kind].append(ref)
        order = sorted(groups, key=lambda kind: KINDS[kind].rank)
        return tuple(
            SectionView(KINDS[kind].plural.capitalize(), tuple(self._item(ref) for ref in self._ordered(groups[kind])))
            for kind in order
        )

    def _ordered(self, refs: list[Ref]) -> list[Ref]:
        return sorted(refs, key=lambda ref: (getattr(self.family.model(ref), "position", 0), ref))

    def _text(self, ref: Ref) -> str:
        kind, model = KINDS[ref.kind], self.family.model(ref)
        return kind.show(ref, model) if kind.show and model is not None else ""

    def _item(self, ref: Ref) -> ItemView:
        text = " ".join(filter(None, map(self._text, (ref, *self.facets[ref]))))
        finding = self.verdicts.get(ref) or self.carrier.get(ref)
        status = finding.status if finding else SYNCED
        note = finding.accepted or "" if finding else ""
        return ItemView(ICONS[status], ref.path[-1], " ".join(text.split()), status, note)
