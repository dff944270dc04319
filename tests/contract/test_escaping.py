"""Texts of strangers are escaped in one module for each format, and names are quoted in `core/sql.py` alone."""

from __future__ import annotations

import ast
import collections.abc
import dataclasses
import io
import json
import re
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from schemasync.core.model import Ref
from schemasync.core.sql import ident, name
from schemasync.core.sync_status import MISSING
from schemasync.kinds.kind import Severity
from schemasync.report.formats.comment import Links, to_comment
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import to_json
from schemasync.report.formats.junit import to_junit
from schemasync.report.formats.markdown import to_markdown
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.formats.terminal import print_report
from schemasync.report.view.model import ReportView
from tests.contract.test_architecture import MODULES, layer_of, name_of

HOSTILE = "h`o|s<img src=x>\x1b[31m@octocat [l](http://evil.example)\n::error::x <!-- y\n"
OURS = (
    "icon",
    "since",
    "verb",
    "option",
    "generated",
    "server_version",
    "history",
    "id",
    "kinds",
    "migration_status",
    "action",
    "mode",
)
"""Fields that hold words of ours alone."""
FIXED: dict[str, Any] = {
    "status": MISSING,
    "severity": str(Severity.SECURITY),
    "level": str(Severity.SECURITY),
    "accepted": None,
}
FIXED |= dict.fromkeys(OURS, "word")
FIXED |= {"word": "applies", "sqlstate": "42P01"}


def filled(kind: Any, field: str = "") -> Any:
    """A value of a type in which every text is hostile."""
    if field == "durations":
        return {"replay": 1.0}
    if kind is Ref:
        return FIXED["ref"]
    if field in FIXED:
        return FIXED[field]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        inside = arguments[:1] if arguments[1:] == (Ellipsis,) else arguments
        return tuple(filled(argument) for argument in inside)
    if origin in (Mapping, collections.abc.Mapping):
        return {}
    if origin is not None:  # a union: its first member
        return filled(arguments[0], field)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{item.name: filled(hints[item.name], item.name) for item in dataclasses.fields(kind)})
    return {str: HOSTILE, int: 1, bool: True, float: 1.0}.get(kind)


@pytest.fixture(scope="module")
def view() -> ReportView:
    """A report about names that nobody should have chosen."""
    FIXED["ref"] = Ref("table", ("public", HOSTILE))
    found: ReportView = filled(ReportView)
    assert found.problems
    assert found.pending
    (rule,) = found.review.rules
    rules = (rule, dataclasses.replace(rule, ignored=None))
    review = dataclasses.replace(found.review, rules=rules)
    return dataclasses.replace(found, remembered=(), diagram=None, review=review)


def prose(markdown: str) -> str:
    """Markdown without fenced blocks, code spans and escaped characters, in which nothing is read."""
    without = re.sub(r"^(`{3,}).*?^\1`*$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\\.", "", re.sub(r"(?<!\\)(`+)(?!`).+?(?<!`)\1(?!`)", "", without))


@pytest.mark.parametrize("render", [to_markdown, lambda view: to_comment(view, Links("https://h/blob/x", "m"))])
def test_markdown_obeys_no_name(render: Callable[[ReportView], str], view: ReportView) -> None:
    """No tag, mention, link, hidden part or control character of a name is left."""
    text = prose(render(view))
    assert "octocat" in text
    for harmful in ("<img", "@octocat", "<!-- y", "\x1b", "\n::error"):
        assert harmful not in text
    assert "](http://evil" not in re.sub(r"<summary>.*</summary>", "", text)  # an HTML block, where no link is read


@pytest.mark.parametrize("render", [to_markdown, lambda view: to_comment(view, Links("https://h/blob/x", "m"))])
def test_a_summary_obeys_no_name(render: Callable[[ReportView], str], view: ReportView) -> None:
    """A line that begins with a tag is HTML, where a backslash escapes nothing."""
    summaries = re.findall(r"<summary>(.*)</summary>", render(view))
    assert any("octocat" in summary for summary in summaries)
    for summary in summaries:
        assert "<img" not in summary
        assert "@octocat" not in summary


def test_markdown_tables_keep_their_columns(view: ReportView) -> None:
    rows = [line for line in to_markdown(view).splitlines() if line.startswith("| ") and "octocat" in line]
    assert rows
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {4, 5, 6}


def test_html_obeys_no_name(view: ReportView) -> None:
    assert "<img src=x" not in to_html(view)


def test_a_terminal_obeys_no_name(view: ReportView) -> None:
    console = Console(file=io.StringIO(), width=100)
    print_report(view, console)
    assert "\x1b" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_documents_stay_documents(view: ReportView) -> None:
    assert json.loads(to_json(view))["problems"][0]["name"] == HOSTILE
    assert json.loads(to_sarif(view, "m"))["runs"]
    assert ET.fromstring(to_junit(view)).tag == "testsuites"


MARKDOWN = {"|", "`", "<!--", "[", "]", "<", ">", "@", "*", "~"}


def replaced(path: Path) -> list[tuple[int, Any, Any]]:
    """Line and arguments of every `text.replace("…", "…")`."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [
        (call.lineno, *(getattr(argument, "value", None) for argument in call.args[:2]))
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "replace" and len(call.args) > 1
    ]


def test_markdown_is_escaped_in_one_module() -> None:
    """No other module replaces a character that Markdown reads."""
    wrong = [
        f"{name_of(path)}:{line}"
        for path in MODULES
        if layer_of(name_of(path)) in ("report", "verdict", "github", "commands", "pipeline", "result")
        and name_of(path) != "report.formats.markdown"
        for line, old, _ in replaced(path)
        if old in MARKDOWN
    ]
    assert not wrong


def test_markdown_is_rewritten_by_no_other_means() -> None:
    """No other module translates characters (but for JSON in a script element), or replaces a pattern for one that Markdown reads."""
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path in MODULES
        if layer_of(name_of(path)) in ("report", "verdict", "github", "commands", "pipeline", "result")
        and name_of(path) != "report.formats.markdown"
        for call in calls(path)
        if (ast.unparse(call.func).endswith(".translate") and name_of(path) != "report.formats.html")
        or _substitutes(call, path)
    ]
    assert not wrong


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def _substitutes(call: ast.Call, path: Path) -> bool:
    """Whether a call replaces what a pattern matches, and the pattern matches a character of Markdown's."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ("sub", "subn"):
        return False
    compiled = {
        target.id: node.value.args[0].value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and node.value.args
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.args[0], ast.Constant)
    }
    named = ast.unparse(call.func.value)
    pattern = call.args[0].value if named == "re" and isinstance(call.args[0], ast.Constant) else compiled.get(named)
    return isinstance(pattern, str) and any(re.fullmatch(pattern, character) for character in MARKDOWN)


SQL_WORDS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE ", "ALTER ", "DROP ", "GRANT ", "REVOKE ", "COMMENT ON",
             "WHEN ", " WHERE ", "WITH SCHEMA")  # fmt: skip


def quoted_by_hand(path: Path) -> list[int]:
    """Lines of f-strings with SQL in which quotation marks enclose a value."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        texts = [part.value if isinstance(part, ast.Constant) else "" for part in parts]
        if not any(word in "".join(map(str, texts)) for word in SQL_WORDS):
            continue
        for before, value, after in zip(texts, parts[1:], texts[2:], strict=False):
            around = f"{str(before)[-1:]}{str(after)[:1]}"
            if isinstance(value, ast.FormattedValue) and around in ("''", '""'):
                found.append(value.lineno)
    return found


def test_names_are_quoted_in_one_module() -> None:
    """No other module doubles a quotation mark, puts one around a value in SQL, or composes SQL with psycopg."""
    wrong = [
        f"{name_of(path)}:{line}"
        for path in MODULES
        if name_of(path) != "core.sql"
        for line in [
            *(line for line, old, new in replaced(path) if (old, new) in (('"', '""'), ("'", "''"))),
            *quoted_by_hand(path),
            *(node.lineno for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
              if (isinstance(node, ast.ImportFrom) and (node.module == "psycopg.sql" or (
                  node.module == "psycopg" and any(alias.name == "sql" for alias in node.names))))
              or (isinstance(node, ast.Attribute) and ast.unparse(node) == "psycopg.sql")),
        ]
    ]  # fmt: skip
    assert not wrong
    assert (ident('a"b'), name("a b", "c")) == ('"a""b"', '"a b".c')
