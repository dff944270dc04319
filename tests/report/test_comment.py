"""The comment stays within GitHub's limit, whatever it must say, and strangers' names do nothing in it."""

from __future__ import annotations

import base64
import dataclasses
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from schemasync.config.settings import settings_from
from schemasync.core.source_line import SourceLine
from schemasync.expected.project_replay import replay
from schemasync.github.state import LARGEST, Marker, decode, encode, read_marker
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.report.formats.comment import LIMIT, Links, to_comment
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import as_dict
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.fixes import FixView
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from schemasync.verdict.deploy_verdict import MAY_FAIL_ON_ROWS, NOTHING, DeployVerdict
from tests.example import EXAMPLE

LINKS = Links("https://github.com/o/r/blob/abc", "supabase/migrations", "https://github.com/o/r/actions/runs/1", "abc")
HOSTILE = 'x` @octocat #12 | <script>alert(1)</script> --> ::error:: **b** [l](http://e.x) $(date) "'


@pytest.fixture(scope="module")
def view() -> Iterator[ReportView]:
    """The example's report, with names that try everything."""
    with embedded() as server:
        replay(server, EXAMPLE / "supabase" / "migrations")
        quoted = HOSTILE.replace('"', '""')[:60]
        with server.connect() as connection:
            connection.execute((EXAMPLE / "drift.sql").read_bytes())
            connection.execute(f'CREATE TABLE public."{quoted}" ("{quoted}" text DEFAULT $q${HOSTILE}$q$)'.encode())
            connection.execute(f'COMMENT ON TABLE public."{quoted}" IS $q${HOSTILE}$q$'.encode())
        result = check(
            settings_from(
                migrations=EXAMPLE / "supabase" / "migrations",
                database_url=server.url(),
                config=EXAMPLE / "schemasync.toml",
                name=HOSTILE,
            )
        )
        yield make_view(result)


def many(view: ReportView, count: int) -> ReportView:
    problems = tuple(dataclasses.replace(view.problems[i % len(view.problems)], number=i + 1) for i in range(count))
    return dataclasses.replace(view, problems=problems)


@pytest.mark.parametrize("count", [0, 1, 7, 30, 500, 5000])
def test_limit(view: ReportView, count: int) -> None:
    text = to_comment(many(view, count), LINKS)
    assert len(text.encode()) <= LIMIT
    assert text.startswith("⛔ **Push refuses.** 20250201")
    if count >= 500:
        assert (
            "Every problem with its scripts is in the [full report](https://github.com/o/r/actions/runs/1#artifacts)"
            in text
        )
        assert len(re.findall(r"^\| \| \S+ \d+ [a-z ]+ ", text, re.MULTILINE)) > 2, "alike problems are one row"
        assert " more\n" in text


def test_in_sync_is_two_lines(view: ReportView) -> None:
    nothing = DeployVerdict(NOTHING, "The database has all migrations of the folder.")
    clean = dataclasses.replace(
        view,
        problems=(),
        deploy=nothing,
        status="synced",
        icon="✅",
        headline="The database is what the migrations say.",
    )
    deploy, database = to_comment(clean, LINKS).split("\n\n")
    assert deploy == "➖ **Nothing to deploy.** The database has all migrations of the folder."
    full = "[Full report](https://github.com/o/r/actions/runs/1#artifacts), with 1 remark."
    assert database == f"✅ **The database is what the migrations say.** {full}\n"


def test_the_place_of_the_verdict_is_a_word_of_its_sentence(view: ReportView) -> None:
    place = SourceLine("1_a.sql", 3)
    risky = DeployVerdict(MAY_FAIL_ON_ROWS, f"{place} fails if public.t has a NULL.", place=place)
    first = to_comment(dataclasses.replace(view, deploy=risky), LINKS).splitlines()[0]
    assert first.endswith("/supabase/migrations/1_a.sql#L3) fails if public.t has a NULL.")


def test_an_exposure_stands_first_and_is_said_once(view: ReportView) -> None:
    sentence = "Anyone with the anon key can read public.payments."
    exposed = dataclasses.replace(view.problems[0], severity="security", sentence=sentence)
    text = to_comment(dataclasses.replace(view, problems=(exposed, *view.problems[1:])), LINKS)
    assert text.count(sentence) == 1
    assert text.index("> [!CAUTION]") < text.index(sentence) < text.index("| Problem |")


@pytest.mark.parametrize(("severity", "first"), [("functional", "adopt"), ("security", "repair")])
def test_what_is_only_in_the_database_is_kept_unless_it_lets_somebody_in(
    view: ReportView, severity: str, first: str
) -> None:
    fixes = tuple(FixView(option, option, f"SELECT '{option}';", proven=True) for option in ("repair", "adopt"))
    extra = dataclasses.replace(view.problems[0], status="EXTRA", severity=severity, fixes=fixes)
    text = to_comment(dataclasses.replace(view, problems=(extra,)), LINKS)
    assert min(("repair", "adopt"), key=lambda option: text.index(f"SELECT '{option}'")) == first


@settings(max_examples=15, deadline=None)
@given(limit=st.integers(3_000, 80_000), count=st.integers(0, 60))
def test_any_limit_is_kept(view: ReportView, limit: int, count: int) -> None:
    text = to_comment(many(view, count), LINKS, limit=limit)
    assert len(text.encode()) <= limit
    assert text.count("<details") == text.count("</details>") or "cut" in text


@pytest.mark.parametrize("sql", ["DROP TABLE public.t;\n", ""])
@pytest.mark.parametrize("status", ["EXTRA", "MISSING"])
def test_the_reason_why_nothing_is_proven_stands_in_the_problem(view: ReportView, status: str, sql: str) -> None:
    """In the comment and on a terminal, which prints proven scripts only; no sentence speaks of SQL that is not shown."""
    fix = FixView("repair", "Make it", sql, proven=False, reason="must be owner of table t")
    problem = dataclasses.replace(
        view.open[0], status=status, fixes=(fix,), cause="manual change", recommendation="Keep it."
    )
    console = Console(width=200)
    with console.capture() as printed:
        print_report(dataclasses.replace(view, problems=(problem,)), console)
    said = "No script is proven" if sql else "No script settles it"
    for text in (printed.get(), to_comment(dataclasses.replace(view, problems=(problem,)), LINKS)):
        assert f"{said}: must be owner of table t." in text
    assert "SQL below" not in printed.get()


def test_huge_definitions_and_names(view: ReportView) -> None:
    fix = dataclasses.replace(view.problems[0].fixes[0], sql="SELECT 1;\n" * 100_000)
    long = dataclasses.replace(view.problems[0], fixes=(fix,), sentence="x" * 70_000)
    text = to_comment(dataclasses.replace(view, problems=(long,), headline="y" * 200_000), LINKS)
    assert len(text.encode()) <= LIMIT


@pytest.mark.parametrize("render", [lambda view: to_comment(view, LINKS), to_markdown], ids=["comment", "report"])
def test_names_do_nothing_in_markdown(view: ReportView, render: object) -> None:
    """Rendered by a Markdown parser: no link, mention, tag or cell of a stranger's comes out."""
    text = render(view)  # type: ignore[operator]
    outside = re.sub(r"\\.", "", _without_code(text))
    assert "<script" not in outside
    assert "](http://e.x)" not in outside
    assert "@octocat" not in outside
    assert "<!--" not in outside


def _without_code(text: str) -> str:
    """Markdown without code spans and fenced blocks, told by runs of equal length."""
    result, index = [], 0
    while index < len(text):
        if text[index] == "`" and (index == 0 or text[index - 1] != "\\"):
            run = len(text) - index - len(text[index:].lstrip("`"))
            end = _closing(text, index + run, run)
            if end:
                index = end
                continue
        result.append(text[index])
        index += 1
    return "".join(result)


def _closing(text: str, start: int, run: int) -> int:
    index = start
    while (index := text.find("`" * run, index)) >= 0:
        length = len(text) - index - len(text[index:].lstrip("`"))
        if length == run:
            return index + run
        index += length
    return 0


def test_html_is_escaped_and_needs_no_network(view: ReportView) -> None:
    page = to_html(many(view, 5000))
    assert "<script>alert(1)" not in page
    assert "src=" not in page
    assert set(re.findall(r'href="?(.)', page)) <= {"#"}, "links lead to the page itself"
    (packed,) = re.findall(r'id="?pack"?[^>]*>([^<]*)<', page)
    rows = json.loads(gzip.decompress(base64.b64decode(packed)))["rows"]
    assert page.count("<details") + rows.count("<details") > 5000
    assert "<script>alert(1)" not in rows


def test_state_survives(view: ReportView) -> None:
    report = as_dict(view)
    state, broken = decode(f"{Marker('0' * 16, 3, 1)}\ntext\n{encode(report)}")
    assert (broken, len((state or {})["problems"])) == (False, len(report["problems"]))
    assert state is not None
    again = make_resolved(view, state)
    assert again == []


def make_resolved(view: ReportView, state: dict[str, object]) -> list[str]:
    now = {(finding.ref.kind, *finding.ref.path) for finding in view.problems}
    return [str(old) for old in state["problems"] if (old["ref"]["kind"], *old["ref"]["path"]) not in now]  # type: ignore[index, attr-defined]


def test_state_is_bounded(view: ReportView) -> None:
    assert len(encode(as_dict(many(view, 20_000)))) <= LARGEST + 100


@pytest.mark.parametrize(
    "text",
    [
        "AAAA",
        "eJwDAAAAAAE=",
        # a valid stream of something else, and a bomb of 300 MB
        __import__("base64").b64encode(__import__("zlib").compress(b'{"format":1,"findings":[{"ref":1}]}')).decode(),
        __import__("base64").b64encode(__import__("zlib").compress(b"0" * 300_000_000)).decode(),
        __import__("base64").b64encode(__import__("zlib").compress(b'{"format":99,"findings":[]}')).decode(),
    ],
    ids=["short", "empty", "shape", "bomb", "version"],
)
def test_a_forged_state_is_ignored(text: str) -> None:
    assert decode(f"<!-- schemasync-state {text} -->") == (None, True)


def test_marker() -> None:
    marker = Marker("0123456789abcdef", 12, 2)
    assert read_marker(f"{marker}\nrest") == marker
    assert read_marker(f"x {marker}") is None
    assert Marker("0" * 16, 12, 2).order > Marker("0" * 16, 12, 1).order > Marker("0" * 16, 9, 7).order


def test_links() -> None:
    assert (
        LINKS.to("1_a b`.sql", 3)
        == "[``1_a b`.sql:3``](https://github.com/o/r/blob/abc/supabase/migrations/1_a%20b%60.sql#L3)"
    )
    assert Links().to("1_a.sql", 3) == "`1_a.sql:3`"
    assert Path("supabase/migrations").as_posix() == LINKS.folder


def test_report_keeps_its_schema(view: ReportView) -> None:
    schema = json.loads((EXAMPLE.parents[1] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    report = as_dict(view)
    jsonschema.validate(report, schema)
    for name in ("areas", "problems", "migrations", "plans"):
        assert set(report[name][0] if isinstance(report[name], list) else report[name]) <= _described(schema, name)
    assert set(report) == set(schema["properties"]), "every name is described"


def _described(schema: dict[str, Any], name: str) -> set[str]:
    node = schema["properties"][name]
    return set((node.get("items") or node)["properties"])


def test_sarif(view: ReportView) -> None:
    log = json.loads(to_sarif(view, "supabase/migrations"))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= rules
    places = [r["locations"][0]["physicalLocation"] for r in run["results"]]
    assert ("supabase/migrations/20250120_calendar_sync_setup.sql", 142) in {
        (place["artifactLocation"]["uri"], place["region"]["startLine"]) for place in places
    }
    prints = [result["partialFingerprints"]["schemasync/v1"] for result in run["results"]]
    assert len(prints) == len(set(prints))
