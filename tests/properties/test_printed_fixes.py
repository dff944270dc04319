"""Every script of a report that is called proven runs alone, as printed, and settles its problem."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from schemasync.config.settings import settings_from
from schemasync.core.fix import FixDirection
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import SHADOW_DATABASE
from schemasync.report.formats.comment_problem import problem_text
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.view import make_view
from tests.example import EXAMPLE, apply_by_hand
from tests.properties.script_runs import Scripts

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


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripts]:
    """The scripts for the example with much drift, with the states that they start from."""
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
        yield Scripts(
            result, {FixDirection.REPAIR: (target, SHADOW_DATABASE), FixDirection.ADOPT: (migrated, SHADOW_DATABASE)}
        )


def test_every_proven_script_settles_its_problem(scripts: Scripts) -> None:
    """The drift is ordinary, so each problem has proven scripts in both directions, and so has everything together."""
    assert scripts.faults() == []
    assert scripts.unproven == []
    assert scripts.count == 2 * len(scripts.result.problems) + 2


def test_a_narrow_terminal_breaks_no_line_of_a_script(scripts: Scripts) -> None:
    view = make_view(scripts.result)
    screen = StringIO()
    print_report(view, Console(file=screen, width=40))
    mains = [problem_text(problem, view.deploy, exposed=False).main for problem in view.open]
    texts = [fix.sql.rstrip() for fix in mains if fix]
    assert len(texts) == len(view.open)
    assert [text for text in texts if text not in screen.getvalue()] == []
