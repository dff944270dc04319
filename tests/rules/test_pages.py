"""The bad example of each rule's page breaks that rule and no other; the good one breaks none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from schemasync.core.model import Ref, Snapshot
from schemasync.core.trace import TracedStatement
from schemasync.kinds.kind import Estimate
from schemasync.migrations.discover import Discovery, Migration, discover
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from schemasync.prove.traced import TraceStates, name_trace
from schemasync.replay.function_bodies import newly_broken
from schemasync.replay.stage import ReplayedStage
from schemasync.replay.stage_result import StageResult
from schemasync.replay.stages import (
    DRY_RUN_DATABASE,
    LOCKS_DATABASE,
    PENDING_DATABASE,
    dry_run_pending,
    replay_applied,
    replay_pending,
)
from schemasync.rules import RULES, Violation
from schemasync.rules.check import check_rules
from schemasync.rules.review import make_context
from tests.plugins.servers import MAJORS, binaries_of
from tests.rules.pages import FOLDER, PAGES, Page
from tools.rules import index

FAILS = {"enum-label-in-its-transaction"}
"""Rules about what makes a migration fail."""
FIXED = "fixed"
FIXED_BEFORE = {"lock-without-timeout"}
"""Rules whose fix stands before the statement."""
FIXABLE = 6
"""Rules that come with a fix, at least."""
LARGE_TABLE = 10_000
Broken = dict[str, tuple[Violation, ...]]
"""Page → rules that an example breaks."""


def _examples(server: ShadowServer, folder: Path, example: Callable[[Page], str]) -> Broken:
    """Run the example of all pages as one pull request, each in a file of its own."""
    folder.mkdir()
    pages = {}
    for number, page in enumerate(PAGES, 1):
        (folder / f"{number:03}_{page.id}.sql").write_text(page.before or "SELECT 1;", encoding="utf-8")
        name = f"{number + 500}_{page.id}.sql"
        (folder / name).write_text(example(page) or "SELECT 1;", encoding="utf-8")
        pages[name] = page.id
    discovery = discover(folder)
    pending = [migration for migration in discovery.migrations if migration.file in pages]
    before = _applied(server, discovery, [item for item in discovery.migrations if item.file not in pages])
    after = replay_pending(server, before, pending).result
    try:
        failed = {pages[result.migration.file]: result.error for result in after.failed}
        assert not {page: error.message for page, error in failed.items() if error and page not in FAILS}
        broken = newly_broken(server, before, after)
        target = _with_rows(before.result.snapshot)
        traced = _trace(server, before, after, target, [item for item in pending if pages[item.file] not in failed])
        context = make_context(before.result, after, target, traced, broken, LARGE_TABLE)
        checked = check_rules(context, ())
    finally:
        server.drop_database(PENDING_DATABASE)
    assert not checked.remarks
    found: dict[str, list[Violation]] = defaultdict(list)
    for violation in checked.violations:
        found[pages[violation.place.file]].append(violation)
    return {page: tuple(violations) for page, violations in found.items()}


def _with_rows(snapshot: Snapshot) -> Snapshot:
    """The state of a target whose tables have the rows that the pages tell."""
    rows = {name: count for page in PAGES for name, count in page.rows.items()}
    objects = dict(snapshot.objects)
    for name, count in rows.items():
        ref = Ref("table", ("public", name))
        objects[ref] = replace(objects[ref], estimate=Estimate(count, count / 100))
    return replace(snapshot, objects=objects)


def _trace(
    server: ShadowServer, before: ReplayedStage, after: StageResult, target: Snapshot, pending: list[Migration]
) -> tuple[TracedStatement, ...]:
    """Trace each statement in a dry run on a copy of the applied stage."""
    results, trace, _ = dry_run_pending(server, before.database, before, pending, lambda: None)
    try:
        assert not [(result.migration.file, result.error) for result in results if result.error]
        state = before.result.snapshot
        return name_trace(trace, TraceStates(target, state, state, after.snapshot, after.origins))
    finally:
        for database in (DRY_RUN_DATABASE, LOCKS_DATABASE):
            server.drop_database(database)


_STAGES: dict[int, ReplayedStage] = {}


def _applied(server: ShadowServer, discovery: Discovery, applied: list[Migration]) -> ReplayedStage:
    """The examples before, replayed once for each server."""
    if id(server) not in _STAGES:
        stage = replay_applied(server, discovery, applied)
        assert not [(result.migration.file, result.error) for result in stage.result.failed]
        _STAGES[id(server)] = stage
    return _STAGES[id(server)]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int, str], Broken]]:
    """Major, `bad`, `good` or `FIXED` → rules that each page's example breaks; one server for each major."""
    with ExitStack() as stack:

        @cache
        def server(major: int) -> ShadowServer:
            return stack.enter_context(embedded(bindir=str(binaries_of(major).bindir)))

        @cache
        def run(major: int, which: str) -> Broken:
            folder = tmp_path_factory.mktemp("pages") / "migrations"
            fixes = run(major, "bad") if which == FIXED else {}

            def example(page: Page) -> str:
                """The example of a page; `FIXED` is the bad one with the fixes that its violations come with."""
                if which != FIXED:
                    return str(getattr(page, which))
                texts = [page.bad, *(one.fix for one in fixes.get(page.id, ()) if one.fix)]
                return "\n".join(reversed(texts) if page.id in FIXED_BEFORE else texts)

            return _examples(server(major), folder, example)

        yield run


@pytest.mark.integration
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
@pytest.mark.parametrize("major", MAJORS)
def test_the_examples_of_a_page(major: int, page: Page, broken: Callable[[int, str], Broken]) -> None:
    """The bad example breaks the rule and no other one, in a sentence that ends; the good one breaks none."""
    good = broken(major, "good").get(page.id, ())  # first: all databases of a server share its roles
    bad = broken(major, "bad").get(page.id, ())
    assert {violation.rule for violation in bad} == {page.id}
    assert all(violation.sentence.endswith(".") for violation in bad)
    assert good == ()


@pytest.mark.integration
def test_the_fix_of_a_violation_settles_it(broken: Callable[[int, str], Broken]) -> None:
    """The SQL runs as it stands with the bad example, and the rule is not broken then; row security may still lack policies."""
    major = MAJORS[-1]
    broken(major, "good")
    fixed = [violation for violations in broken(major, "bad").values() for violation in violations if violation.fix]
    left = {violation.rule for violations in broken(major, FIXED).values() for violation in violations}
    assert len({violation.rule for violation in fixed}) >= FIXABLE
    assert {violation.rule for violation in fixed} & left == set()


def test_every_rule_has_a_page() -> None:
    """Page and rule agree on id, title and level."""
    told = {page.id: (page.title, page.level) for page in PAGES}
    assert told == {rule.id: (rule.title, str(rule.level)) for rule in RULES.values()}
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index(), "make rules"
