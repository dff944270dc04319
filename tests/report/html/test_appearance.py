"""How the page looks and is read aloud: colours, contrast, print, long names, names for assistive technology."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import schemasync
from schemasync.report.view.model import ReportView
from tests.report.html.conftest import Open

STYLE = Path(schemasync.__file__).parent / "report" / "templates" / "report.css"


GROUND = "getComputedStyle(document.body).backgroundColor"


def test_light_and_dark(read: Open) -> None:
    light, dark = read(), read(color_scheme="dark")
    first = light.page.evaluate(GROUND)
    assert first == "rgb(247, 248, 249)"
    assert dark.page.evaluate(GROUND) == "rgb(12, 15, 18)"
    light.page.keyboard.press("t")
    assert light.page.evaluate(GROUND) == "rgb(12, 15, 18)"
    light.page.reload()
    assert light.page.evaluate(GROUND) == "rgb(12, 15, 18)", "the choice is kept"
    light.page.click("#theme")
    assert light.page.evaluate(GROUND) == first


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(char * 2 for char in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["ground", "sheet", "raised"])
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(theme: int, ground: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 at least, for every colour of text."""
    found = re.findall(r"--(\w+): light-dark\((#\w+), (#\w+)\)", STYLE.read_text(encoding="utf-8"))
    colours = {name: pair[theme] for name, *pair in found}
    texts = set(colours) & {"ink", "quiet", "brand", "security", "breaking", "functional", "performance", "cosmetic",
                            "good", "bad", "warn", "missing", "extra", "partial"}  # fmt: skip
    assert len(texts) == 14
    for name in texts:
        bright, dim = sorted((_luminance(colours[name]), _luminance(colours[ground])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, name


def test_print(read: Open, view: ReportView) -> None:
    reader = read(color_scheme="dark")
    page = reader.page
    page.emulate_media(media="print")
    expect(page.locator("header.top")).not_to_be_visible()
    expect(page.locator("#filter")).not_to_be_visible()
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#list > .f[open]").count() == len(view.open)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#list > .f[open]").count() == 0
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_long_names_stay_in_the_page(read: Open, view: ReportView) -> None:
    first = view.problems[0]
    main = dataclasses.replace(first.main, name="x" * 63 + "." + "y" * 63)
    long = dataclasses.replace(first, parts=(main, *first.parts[1:]), sentence="z" * 300)
    page = read(dataclasses.replace(view, problems=(long, *view.problems[1:]), headline="w" * 200), width=380).page
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == 380


def test_names_for_assistive_technology(read: Open) -> None:
    page = read().page
    unnamed = "all => all.filter((it) => !(it.textContent.trim() || it.ariaLabel)).map((it) => it.outerHTML)"
    assert page.locator("button:not([hidden]), a[href], summary").evaluate_all(unnamed) == []
    fields = "all => all.filter((it) => !it.labels.length || !it.labels[0].textContent.trim()).map((it) => it.id)"
    assert page.locator("input, select").evaluate_all(fields) == []
    assert page.locator("[id]").evaluate_all("all => all.length - new Set(all.map((it) => it.id)).size") == 0
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((it) => +it.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
