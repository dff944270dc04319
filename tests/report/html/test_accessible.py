"""axe-core finds nothing wrong with the page, at both widths and in both colours; `#p-ID` opens a problem."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.report.html.conftest import Open
from tests.report.states.stored import load

HERE = Path(__file__).parent / "axe"
RULES = "{ 'label-content-name-mismatch': { enabled: false } }"
"""A box of the diagram is a button that is called by its table, not by all of its columns."""
RUN = f"axe.run(document, {{ resultTypes: ['violations'], rules: {RULES} }})"


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which npm installs by its lock file."""
    npm, source = shutil.which("npm"), HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        if npm is None and not os.environ.get("CI"):
            pytest.skip("npm is needed to install axe-core")
        command = [npm or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=HERE, check=True, capture_output=True)
    return source.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", ["drift", "pending_fails", "declared"])
@pytest.mark.parametrize(("width", "colours"), [(1280, "light"), (390, "dark")])
def test_axe(state: str, width: int, colours: str, read: Open, axe: str) -> None:
    """With every detail open; and nothing is wider than the window."""
    page = read(load(state), width=width, color_scheme=colours).page
    page.evaluate(axe)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = page.evaluate(RUN)["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_opens_a_problem(read: Open) -> None:
    view = load("drift")
    page = read(view).page
    page.goto(f"{page.url}#p-{view.problems[9].id}")
    assert page.locator("#f10").get_attribute("open") is not None
