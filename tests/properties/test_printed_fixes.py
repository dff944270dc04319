"""Every script of a report that is called proven runs alone by psql, as printed, and settles its problem."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from schemasync.config.settings import settings_from
from schemasync.core.compare import differing_refs
from schemasync.core.fix import Fix
from schemasync.core.model import Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.pipeline import check
from schemasync.postgres.embedded import SHADOW_DATABASE, ShadowServer, embedded
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.view import make_view
from schemasync.result import CheckResult
from schemasync.verdict.problem import Problem
from tests.example import EXAMPLE, apply_by_hand

FOLDER = EXAMPLE / "supabase" / "migrations"
MORE = """
ALTER TABLE public.payments ALTER COLUMN status TYPE varchar(20);
ALTER TABLE public.notifications RENAME COLUMN read_at TO seen_at;
CREATE VIEW public.paid WITH (security_invoker = true) AS SELECT id, status FROM public.payments;
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
ALTER TABLE public.client_sessions ADD COLUMN mood public.mood DEFAULT 'ok';
CREATE INDEX ON public.client_sessions (mood);
"""
"""Differences by hand that several objects share: a type under constraints and a view, a rename, a type and its column."""
COPY = "printed_fix"


@dataclass(frozen=True)
class Printed:
    """A result, and for each direction a server with the state that its scripts start from."""

    result: CheckResult
    servers: dict[str, ShadowServer]

    def wanted(self, direction: str) -> Snapshot:
        """State that the scripts of a direction lead to."""
        return self.result.replayed.snapshot if direction == "repair" else self.result.actual


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    """The example with much drift."""
    folder = tmp_path_factory.mktemp("printed") / "migrations"
    shutil.copytree(FOLDER, folder)
    drift = Path(__file__).parents[1] / "report" / "html" / "drift.sql"
    with embedded() as target, embedded() as migrated:
        apply_by_hand(target, folder)
        apply_by_hand(migrated, folder)
        with target.connect() as connection:
            for text in ((EXAMPLE / "drift.sql").read_text(), drift.read_text(), MORE):
                connection.execute(text.encode())
        result = check(settings_from(migrations=folder, database_url=target.url()))
        yield Printed(result, {"repair": target, "adopt": migrated})


def _after(server: ShadowServer, script: str) -> Snapshot:
    server.drop_database(COPY)
    server.create_database(COPY, SHADOW_DATABASE)
    command = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.url(COPY), "-f", "-"]
    done = subprocess.run(command, input=script.encode(), capture_output=True, check=False)
    assert done.returncode == 0, f"{done.stderr.decode()}\n{script}"
    with server.connect(COPY) as connection:
        return read_snapshot(connection)


def test_every_proven_script_settles_its_problem(printed: Printed) -> None:
    unsettled = []
    for problem in printed.result.problems:
        for fix in _proven(printed, problem):
            after = _after(printed.servers[fix.direction], fix.plan.script())
            left = differing_refs(after, printed.wanted(fix.direction), problem.refs)
            unsettled += [f"{fix.direction} of {problem.title}: {ref}" for ref in sorted(left)]
    assert unsettled == []


def _proven(printed: Printed, problem: Problem) -> list[Fix]:
    return [fix for fix in printed.result.fixes[problem.id] if fix.proven]


def test_each_problem_has_proven_scripts(printed: Printed) -> None:
    """The drift is ordinary, so that the test above runs something for each problem, in both directions."""
    found = {problem.title: {fix.direction for fix in _proven(printed, problem)} for problem in printed.result.problems}
    assert {title: directions for title, directions in found.items() if directions != {"repair", "adopt"}} == {}


@pytest.mark.parametrize("direction", ["repair", "adopt"])
def test_the_whole_plan_settles_everything(printed: Printed, direction: str) -> None:
    proof = printed.result.repair if direction == "repair" else printed.result.adopt
    assert proof.proven
    after = _after(printed.servers[direction], proof.plan.script())
    refs = frozenset(ref for problem in printed.result.problems for ref in problem.refs)
    assert differing_refs(after, printed.wanted(direction), refs) == frozenset()


def test_a_narrow_terminal_breaks_no_line_of_a_script(printed: Printed) -> None:
    view = make_view(printed.result)
    screen = StringIO()
    print_report(view, Console(file=screen, width=40))
    scripts = [fix.sql for problem in view.open for fix in problem.fixes if fix.option != "accept"]
    missing = [script for script in scripts if script.rstrip() not in screen.getvalue()]
    assert missing == []
