"""A report of a database with every sort of difference, hostile names among them, and a headless Chromium to read it."""

from __future__ import annotations

import dataclasses
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from psycopg import Connection, sql

from schemasync.config.settings import settings_from
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.report.formats.html import to_html
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from tests.example import EXAMPLE, apply_by_hand

HOSTILE = (
    "</script><img src=x onerror=boom()>",
    "<!--<script>boom()//",
    """"'`><svg onload=boom()>""",
    "\u202egnorw \u0645\u0631\u062d\u0628\u0627\u2066",
    "é" * 31 + "x",  # 63 bytes, the most that PostgreSQL keeps
    "{{ 7 * 7 }}${boom()}%s",
)
PENDING = """ALTER TABLE public.calendar_events ADD COLUMN external_id text;
ALTER TABLE public.marketplace_bookings ALTER COLUMN cancellation_reason SET NOT NULL;
"""


def _hostile(connection: Connection[Any]) -> None:
    """A table, a column, a default and comments for each name, all linked by foreign keys."""
    for number, text in enumerate(HOSTILE):
        name, body = sql.Identifier(text), sql.Literal(f"{text}\u2028\u2029 ]]> {text}")
        table = sql.SQL("{}.{}").format(sql.Identifier("public"), name)
        connection.execute(sql.SQL("CREATE TABLE {} ({} text PRIMARY KEY DEFAULT {})").format(table, name, body))
        connection.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(table, body))
        link = sql.SQL("ALTER TABLE {} ADD COLUMN {} text REFERENCES public.booking_backup_names (id)")
        if number == 0:
            connection.execute("CREATE TABLE public.booking_backup_names (id text PRIMARY KEY)")
        connection.execute(link.format(table, sql.Identifier(f"to {text}"[:40])))


def _history(connection: Connection[Any], folder: Path) -> None:
    """One file was renumbered, one edited, one shares its version, one is remote-only, one is pending."""
    connection.execute(
        "CREATE SCHEMA supabase_migrations;"
        "CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)"
    )
    rows = {
        path.stem.partition("_")[0]: (path.stem.partition("_")[2], path.read_text())
        for path in sorted(folder.glob("*.sql"))
    }
    rows["20250102"] = rows.pop("20250101")
    name, text = rows["20250120"]
    rows["20250120"] = (name, text.partition("CREATE OR REPLACE FUNCTION")[0])
    rows["20250215101500"] = (HOSTILE[0], f"SELECT '{HOSTILE[0]}'")
    for version, (called, statements) in rows.items():
        values = (version, [statements], called)
        connection.execute("INSERT INTO supabase_migrations.schema_migrations VALUES (%s, %s, %s)", values)


@pytest.fixture(scope="session")
def view(tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    """The report; its last finding is accepted."""
    project = tmp_path_factory.mktemp("html") / "project"
    shutil.copytree(EXAMPLE, project)
    folder = project / "supabase" / "migrations"
    with embedded() as server:
        apply_by_hand(server, folder)
        with server.connect() as connection:
            for path in (EXAMPLE / "drift.sql", Path(__file__).parent / "drift.sql"):
                connection.execute(path.read_bytes())
            _hostile(connection)
            _history(connection, folder)
        (folder / "20250301_sync_columns.sql").write_text(PENDING, encoding="utf-8")
        config = project / "schemasync.toml"
        accept = '\n[[accept]]\nobject = "public.notifications"\nkind = "comment"\nreason = "<b>reads</b> better"\n'
        config.write_text(config.read_text(encoding="utf-8") + accept, encoding="utf-8")
        target = settings_from(migrations=folder, database_url=server.url(), config=config, name=f"shop {HOSTILE[0]}")
        return make_view(check(target))


def many(view: ReportView, count: int) -> ReportView:
    """As many findings, each with a name and a definition of its own."""
    findings = []
    for index in range(count):
        finding = view.problems[index % len(view.problems)]
        before = finding.main.before.replace("uid()", f"uid_{index}()")
        main = dataclasses.replace(finding.main, name=f"{finding.name}_{index}", before=before)
        findings.append(dataclasses.replace(finding, number=index + 1, parts=(main, *finding.parts[1:])))
    return dataclasses.replace(view, problems=tuple(findings))


PATIENCE = 120_000
"""Milliseconds for one step of the browser: wall time on a busy machine says nothing about the page."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the tests are skipped, but not in CI."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None and os.environ.get("CI"):
        pytest.fail("Chromium is not installed: apt-get install chromium")
    if found is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found)
        expect.set_options(timeout=PATIENCE)
        yield chromium
        chromium.close()


@dataclass
class Reader:
    """An opened report, and everything that it should not have done."""

    page: Page
    noise: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def problems(self) -> list[str]:
        """Names of the main objects of the problems that are shown."""
        shown = self.page.locator("#list > .f:not([hidden])")
        return [str(name) for name in shown.evaluate_all("all => all.map((row) => row.dataset.name)")]

    def settle(self) -> None:
        """Wait for the next frame, in which filters are applied."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    @property
    def focused(self) -> str:
        """Id of the finding whose line has the focus."""
        return str(self.page.evaluate("document.activeElement.closest('.f')?.id ?? ''"))


Open = Callable[..., Reader]


@pytest.fixture
def read(browser: Browser, tmp_path: Path, view: ReportView) -> Iterator[Open]:
    """Open a report: `read()`, `read(other_view, color_scheme="dark")`; whatever it says or loads fails the test."""
    readers, contexts = [], []

    def call(shown: ReportView | None = None, *, width: int = 1280, height: int = 900, **options: Any) -> Reader:
        path = tmp_path / f"report-{len(readers)}.html"
        path.write_text(to_html(shown or view), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        reader = Reader(context.new_page())
        reader.page.on("console", lambda message: reader.noise.append(message.text))
        reader.page.on("pageerror", lambda error: reader.noise.append(str(error)))
        reader.page.on("dialog", lambda dialog: (reader.noise.append(dialog.message), dialog.dismiss()))
        reader.page.on("request", lambda request: reader.requests.append(request.url))
        reader.page.goto(path.as_uri())
        if options.get("java_script_enabled", True):
            reader.settle()  # Chromium drops keys and clicks that come before the first frame
        readers.append(reader)
        return reader

    yield call
    for reader in readers:
        assert reader.noise == []
        assert set(reader.requests) == {reader.page.url.partition("#")[0]}, "the page loaded something"
    for context in contexts:
        context.close()
