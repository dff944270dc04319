"""The report as a page, in a headless Chromium: found, read and filtered, with the mouse, the keyboard and without scripts."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from schemasync.core.model import Ref
from schemasync.report.formats.html import to_html
from schemasync.report.view.fixes import PlanView
from schemasync.report.view.model import ReportView
from schemasync.report.view.rules import AccessView, ReviewView, RuleView
from tests.report.html.conftest import HOSTILE, Open


def test_verdict_and_areas(read: Open, view: ReportView) -> None:
    page = read().page
    assert page.locator("h1").inner_text() == view.deploy.headline, "this pull request comes first"
    assert view.headline in page.locator(".verdict").inner_text()
    assert page.title() == f"{view.project}: {view.headline}"
    assert page.locator(".score svg").get_attribute("aria-label") == f"{view.percent} % in sync"
    tiles = {
        tile.lstrip("0123456789"): int(re.sub(r"\D", "", tile)) for tile in page.locator(".tile").all_text_contents()
    }
    assert tiles["security"] == sum(f.severity == "security" for f in view.open) > 0
    widths = page.locator(".areas .bar .level").evaluate_all("all => all.map((bar) => +bar.getAttribute('width'))")
    assert widths == [area.percent for area in view.areas]
    assert page.locator("#pending .tag").first.text_content() == "dry run fails"
    page.locator(f"#pending a[href='#f{view.pending.blame[0]}']").click()  # type: ignore[union-attr]
    assert page.locator(f"#f{view.pending.blame[0]}").get_attribute("open") is not None  # type: ignore[union-attr]


def test_search_and_filters(read: Open, view: ReportView) -> None:
    reader = read()
    page, everything = reader.page, [f.name for f in view.problems]
    assert reader.problems() == everything
    page.fill("#search", "marketplace CURRENCY")
    reader.settle()
    assert 0 < len(reader.problems()) < 5
    assert all("currency" in name for name in reader.problems())
    assert page.locator("#shown").inner_text() == f"{len(reader.problems())} of {len(everything)} problems"
    page.fill("#search", "not in ('pending'")
    reader.settle()
    assert any("confirm_marketplace_booking" in name for name in reader.problems()), "definitions are searched too"
    page.fill("#search", "there is no such thing")
    reader.settle()
    expect(page.locator("#none")).to_be_visible()
    page.click("#clear")
    assert reader.problems() == everything
    page.locator("#filter [data-severity=security]").click()
    page.locator("#filter [data-status=EXTRA]").click()
    reader.settle()
    wanted = [f.name for f in view.problems if f.severity == "security" and f.status == "EXTRA"]
    assert reader.problems() == wanted != []
    assert page.locator("#filter [aria-pressed=true]").count() == 2
    page.click("#clear")
    area = next(area.name for area in view.areas if area.open)
    page.locator(".areas button:enabled").first.click()
    assert reader.problems() == [f.name for f in view.problems if f.area == area]
    page.click("#clear")
    page.select_option("#accepted", "accepted")
    reader.settle()
    assert reader.problems() == [f.name for f in view.accepted] != []
    page.click("#clear")
    page.locator(".tile.breaking").click()
    assert reader.problems() == [f.name for f in view.problems if f.severity == "breaking"]


def test_a_finding(read: Open, view: ReportView) -> None:
    finding = next(f for f in view.problems if "confirm_marketplace_booking" in f.name)
    page = read().page
    row = page.locator(f"#f{finding.number}")
    expect(row.locator(".body")).not_to_be_visible()
    row.locator("summary").first.click()
    expect(row.locator(".body")).to_be_visible()
    assert finding.origin in row.inner_text()
    assert [mark.strip() for mark in row.locator(".changed .r mark").all_text_contents()] == ["<>"]
    assert "NOT" in "".join(row.locator(".changed .l mark").all_text_contents())
    assert "equal lines" in row.locator(".gap").first.text_content()
    assert row.locator(".fix").count() == len(finding.fixes)
    copy = row.locator(".copy").first
    copy.click()
    expect(copy).to_have_text(re.compile("Copied|Selected"))


def test_keyboard(read: Open, view: ReportView) -> None:
    reader = read()
    page = reader.page
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("table")
    page.keyboard.press("ArrowDown")
    found = [f"f{f.number}" for f in view.problems if f.name in reader.problems()]
    assert len(found) > 2
    assert reader.focused == found[0]
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    assert reader.focused == found[1]
    page.keyboard.press("Enter")
    expect(page.locator(f"#{found[1]} .body")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{found[1]} .body")).not_to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""
    assert len(reader.problems()) == len(view.problems)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).not_to_be_visible()


def test_migrations(read: Open, view: ReportView) -> None:
    page = read().page
    stops = page.locator(".timeline > li")
    words = [stop.get_attribute("class") or "" for stop in stops.all()]
    assert {"applied", "edited", "renumbered", "duplicate", "remote-only", "unrecorded fails"} == set(words)
    names = page.locator(".timeline > li > div > p:first-child > code").all_text_contents()
    assert names == sorted(names)
    page.locator(".timeline .edited summary").click()
    assert page.locator(".timeline .edited .added").count() > 5
    page.locator(".timeline .remote-only summary").click()
    assert HOSTILE[0] in page.locator(".timeline .remote-only pre").inner_text()
    page.locator(".timeline .unrecorded [data-search]").click()
    assert page.locator("#list > .f:not([hidden])").count() == sum(
        f.file == "20250301_sync_columns.sql" for f in view.problems
    )


def test_objects(read: Open, view: ReportView) -> None:
    reader = read()
    page, total = reader.page, sum(len(area.objects) for area in view.areas)
    assert page.locator("#tree .o").count() == total
    page.check("#differs")
    shown = page.locator("#tree .o:not([hidden])")
    assert shown.count() == sum(o.status != "SYNCED" for area in view.areas for o in area.objects)
    page.fill("#tree-search", "client_sessions")
    assert shown.count() == 1
    shown.locator("summary").click()
    assert shown.locator(".parts .missing").count() == 1
    shown.locator(".issues a").first.click()
    assert reader.focused.startswith("f")


def test_diagram(read: Open, view: ReportView) -> None:
    reader = read()
    page, diagram = reader.page, view.diagram
    assert diagram is not None
    assert page.locator(".er .box").count() == len(diagram.boxes)
    assert page.locator(".er .link.missing, .er .link.extra").count() >= 2
    bookings = page.locator(".er .box[data-top='public.marketplace_bookings']")
    assert bookings.locator(".cell.partially-synced").all_text_contents()[0] == "currency"
    bookings.focus()
    page.keyboard.press("Enter")
    assert reader.problems() == [f.name for f in view.problems if "public.marketplace_bookings" in f.tops]
    page.click("#only")
    reader.settle()
    assert len(reader.problems()) == len(view.problems)
    page.click("#fit")
    assert page.evaluate("document.querySelector('.er').getBoundingClientRect().width < innerWidth")


def test_without_scripts(read: Open, view: ReportView) -> None:
    page = read(java_script_enabled=False).page
    expect(page.locator("#filter")).not_to_be_visible()
    page.locator("#f1 > summary").click()
    expect(page.locator("#f1 .body")).to_be_visible()


@pytest.mark.parametrize("changes", [
    {"problems": (), "diagram": None, "pending": None},
    {"problems": (), "areas": (), "migrations": (), "checks": 0, "diagram": None, "pending": None, "repair": PlanView(), "adopt": PlanView()},
], ids=["in sync", "not compared"])  # fmt: skip
def test_little_to_say(read: Open, view: ReportView, changes: dict[str, Any]) -> None:
    page = read(dataclasses.replace(view, **changes)).page
    page.keyboard.press("/")
    page.keyboard.press("j")
    page.keyboard.press("t")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_what_a_pull_request_opens_stands_first(read: Open, view: ReportView) -> None:
    """Access whose rule a comment accepts does not."""
    table, known = Ref("table", ("public", "t")), Ref("table", ("public", "known"))
    gain = AccessView(
        table, "public.t", ("anon",), ("SELECT",), every_row=True, file="1_a.sql", line=3,
        sentence="Anyone can read public.t.", fact="", cause="",
    )  # fmt: skip
    accepted = RuleView("row-security-off", "", "security", "1_a.sql", 4, known, "public.known", "", "", "meant")
    review = ReviewView(
        (accepted,), (gain, dataclasses.replace(gain, ref=known, sentence="Anyone can read public.known."))
    )
    page = read(dataclasses.replace(view, review=review)).page
    opened = page.get_by_role("list", name="What this pull request opens").get_by_role("link")
    expect(opened).to_have_text(["Anyone can read public.t."])
    opened.click()
    expect(page.locator("#pending")).to_be_in_viewport()


def test_pages_differ_by_the_time_alone(view: ReportView) -> None:
    assert to_html(view) == to_html(view)
