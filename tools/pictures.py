"""Draw the comment, the terminal's report and the page of each state into pictures/, with Debian's Chromium.

`make pictures` runs it. The Markdown is laid out by markdown-it with a style like GitHub's; the texts are the golden ones of
tests/golden/states, and the stored views of tests/report/states. With a name, only that state is drawn.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from markdown_it import MarkdownIt
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from schemasync.report.formats.html import to_html
from schemasync.report.formats.terminal import print_report
from tests.report.states.stored import load
from tests.report.states.texts import ERRORS, STATES, texts

FOLDER = ROOT / "pictures"
README_PICTURE = ROOT / "docs" / "comment.png"
README_STATE = "exposure"
"""State of the picture in README.md; `tests/report/test_readme_picture.py` compares the text that the picture contains."""
STYLE = """
body { margin: 0; padding: 16px; background: #fff; color: #1f2328; font: 14px/1.5 "DejaVu Sans", sans-serif; width: 888px }
article { border: 1px solid #d1d9e0; border-radius: 6px; padding: 4px 16px }
code, pre { font: 12px/1.45 "DejaVu Sans Mono", monospace; background: #f6f8fa; border-radius: 6px }
code { padding: 2px 5px } pre { padding: 14px; overflow: auto } pre code { padding: 0 }
table { border-collapse: collapse } th, td { border: 1px solid #d1d9e0; padding: 5px 12px; text-align: left }
a { color: #0969da; text-decoration: none } sub { font-size: 11px; color: #59636e; vertical-align: baseline }
blockquote { margin: 12px 0; padding: 0 14px; border-left: 4px solid #cf222e } details { margin: 10px 0 }
"""
WIDTHS = {"wide": 1280, "phone": 390}


def comment_page(markdown: str) -> str:
    """A comment as a page."""
    renderer = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table")
    body = renderer.render(markdown).replace("[!CAUTION]", "<b>Caution</b>").replace("[!NOTE]", "<b>Note</b>")
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><article>{body}</article>"


def terminal_page(name: str, width: int) -> str:
    """The terminal's report in colours, as a page."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="truecolor", record=True)
    print_report(load(name), console)
    return console.export_html(inline_styles=True)


def draw(browser: Browser, html: str, path: Path, width: int) -> None:
    """Write a picture of a whole page; each has a page of its own, as a security policy holds for what follows, too."""
    page = browser.new_page(viewport={"width": width, "height": 400})
    page.set_content(html)
    page.screenshot(path=path, full_page=True)
    page.close()


def main() -> None:
    """Draw the named states, or all, and the picture of README.md."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        for name in sys.argv[1:] or STATES:
            comment = next(text for file, text in texts(name) if file.endswith(".comment.md"))
            draw(browser, comment_page(comment), FOLDER / f"{name}.comment.png", 920)
            if name == README_STATE:
                draw(browser, comment_page(comment), README_PICTURE, 920)
                README_PICTURE.with_suffix(".md").write_text(comment, encoding="utf-8")
            if name in ERRORS:
                continue
            for width in (80, 160):
                draw(browser, terminal_page(name, width), FOLDER / f"{name}.{width}.png", 8 * width + 40)
            for size, width in WIDTHS.items():
                draw(browser, to_html(load(name)), FOLDER / f"{name}.{size}.png", width)
            print(name, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
