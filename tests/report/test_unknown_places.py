"""A broken rule whose statement nobody knows: every report tells it without a line, and nothing is posted at one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from schemasync.core.model import Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.github.check import annotations_of
from schemasync.kinds.kind import Severity
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split
from schemasync.replay.results import FileResult
from schemasync.report.formats.comment import to_comment
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import as_dict
from schemasync.report.formats.junit import to_junit
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.view.model import ReportView
from schemasync.report.view.rules import review_view
from schemasync.rules.access_gains import AccessGain
from schemasync.rules.context import PendingStatement, RuleContext
from schemasync.rules.review import Review
from schemasync.rules.rule import Violation
from tests.report.states.stored import load
from tests.report.states.texts import LINKS, terminal

FOLDER = "supabase/migrations"
TABLE = Ref("table", ("public", "unplaced"))
SENTENCE = "Everybody reaches it, whoever did that."


def violation(level: Severity, place: SourceLine | None) -> Violation:
    return Violation("row-security-off", "Row security is off", level, place, TABLE, SENTENCE)


@pytest.fixture(scope="module")
def view() -> ReportView:
    """Of rules that are broken at no known statement, about security and not, once and twice, and of access."""
    found = [violation(level, None) for level in (Severity.SECURITY, Severity.FUNCTIONAL, Severity.PERFORMANCE)]
    elsewhere = replace(violation(Severity.FUNCTIONAL, SourceLine("9_b.sql", 7)), ref=Ref("table", ("public", "b")))
    gain = AccessGain(
        Ref("table", ("public", "open")), ("anon",), ("SELECT",), every_row=True, place=None, fact="anyone can read it", cause="creates it",
        is_new=True,
    )  # fmt: skip
    return replace(load("rules"), review=review_view(Review((*found, elsewhere), (gain,), ())))


@pytest.mark.parametrize(
    "text_of",
    [
        lambda view: to_comment(view, LINKS),
        to_markdown,
        to_html,
        lambda view: terminal(view, 100),
    ],
    ids=["comment", "markdown", "html", "terminal"],
)
def test_reports_tell_it_without_a_line(view: ReportView, text_of: Callable[[ReportView], str]) -> None:
    text = text_of(view)
    assert SENTENCE in text
    assert "a statement creates it" in text
    for empty in (":0:", ":0<", ":0`", ":0\n", "None", "#L0", "` `:", "[]("):
        assert empty not in text, text[max(text.find(empty) - 200, 0) :][:400]


def test_nothing_is_posted_at_a_line(view: ReportView) -> None:
    ours = [each for each in annotations_of(view, FOLDER) if SENTENCE in each.message]
    assert [(each.path, each.line) for each in ours] == [(f"{FOLDER}/9_b.sql", 7)]
    results = json.loads(to_sarif(view, FOLDER))["runs"][0]["results"]
    [result] = [each for each in results if each["message"]["text"].startswith(SENTENCE)]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"{FOLDER}/9_b.sql"
    assert "unplaced" not in to_junit(view)


def test_the_published_schema_allows_it(view: ReportView) -> None:
    report = as_dict(view)
    schema = Path(__file__).parents[2] / "docs" / "report.schema.json"
    jsonschema.validate(report, json.loads(schema.read_text(encoding="utf-8")))
    rules = report["pull_request"]["rules"]
    assert {(rule["file"], rule["line"]) for rule in rules} == {(None, None), ("9_b.sql", 7)}
    assert [gain["file"] for gain in report["pull_request"]["access"]] == [None]


def test_a_statement_that_nothing_names_is_not_guessed() -> None:
    """No origin is known, and no text names the object: the place is not the start of the first file."""
    state = Snapshot(170000, "postgres", "postgres", {}, ())
    migration = Migration(Path("1_a.sql"), "1_a.sql", "1", "a", "DO $$ BEGIN END $$;")
    context = RuleContext(
        state, state, {}, replace(state, objects={TABLE: object()}), frozenset({TABLE}), {}, {},
        (FileResult(migration, 0.0),), tuple(PendingStatement("1_a.sql", one) for one in split(migration.sql)[0]), (), (), state, 1,
    )  # fmt: skip
    assert context.place(TABLE) is None
