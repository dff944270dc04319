"""PostgreSQL's grammar alone decides what SQL means: no regular expression reads SQL, or a message of PostgreSQL.

The package `diagnose` explains messages, and may; escaping and masking rewrite any text that is displayed.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.test_architecture import MODULES, layer_of, name_of
from tests.plugins.replays import Compare

READ = {
    "config.migrations_folder": "names of files",
    "core.sql": "names and values that it quotes",
    "core.masking": "any text that is displayed: what it masks",
    "core.text": "any text that is displayed: what it makes visible",
    "github.fault_reason": "messages of the HTTP library",
    "github.state": "our own marker in a comment",
    "github.suggestions": "the marker of its own comments",
    "migrations.declared_buckets": "sizes in config.toml",
    "migrations.declared_schemas": "patterns of paths in config.toml",
    "migrations.discover": "names of files",
    "postgres.binaries": "version numbers of programs",
    "postgres.connection": "connection strings",
    "postgres.docker": "ids of containers",
    "postgres.external_preflight": "names of hosts",
    "report.formats.comment": "blank lines of our own Markdown",
    "report.formats.junit": "any text that is displayed: characters that XML cannot contain",
    "report.formats.markdown": "any text that is displayed: what it escapes",
    "report.formats.side_by_side": "any text that is displayed: words that differ are highlighted",
    "supabase.cli": "versions in package.json",
    "supabase.connection_errors": "names of hosts and users",
    "supabase.partman": "names of tables",
    "supabase.stub_control_files": "control files of extensions",
}
"""The modules that use regular expressions, and what these read; none but those that display reads SQL or messages."""
DISPLAY = frozenset(module for module, text in READ.items() if text.startswith("any text"))


def uses_expressions(path: Path) -> bool:
    """Whether a module calls the module `re`, under whatever name it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name in ("re", "regex") or (isinstance(node, ast.ImportFrom) and node.module in ("re", "regex"))
    }
    roots = (ast.unparse(node.func).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Call))
    return not names.isdisjoint(roots)


def test_every_regular_expression_has_its_texts() -> None:
    """A module that comes to use one says here what it reads; one that no longer does is taken off."""
    found = {name_of(path) for path in MODULES if layer_of(name_of(path)) != "diagnose" and uses_expressions(path)}
    assert found == READ.keys()


class _Recorder:
    """A pattern, or the module `re`, that notes every text it is given."""

    def __init__(self, inner: Any, note: Callable[[str], None], position: int) -> None:
        self._inner, self._note, self._position = inner, note, position

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        if not callable(value) or name in ("compile", "escape"):
            return value

        def call(*arguments: Any, **keywords: Any) -> Any:
            at = self._position + (name in ("sub", "subn"))
            self._note(str(arguments[at] if at < len(arguments) else keywords.get("string", "")))
            return value(*arguments, **keywords)

        return call


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[str]]]:
    """The texts that regular expressions of each module outside `diagnose` read while a test runs."""
    found: dict[str, list[str]] = {}
    for path in MODULES:
        name = name_of(path)
        if name not in READ:
            continue
        module = importlib.import_module(f"schemasync.{name}")
        note = found.setdefault(name, []).append
        for attribute, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                monkeypatch.setattr(module, attribute, _Recorder(value, note, 0))
            elif value is re:
                monkeypatch.setattr(module, attribute, _Recorder(re, note, 1))
    yield found


FILES = {
    "1_a.sql": "CREATE TABLE public.observed (id integer PRIMARY KEY CHECK (id IS DISTINCT FROM 7), day date)"
    " PARTITION BY RANGE (id);\nCREATE INDEX observed_day ON public.observed (day) WHERE day > '2024-01-01';",
    "2_b.sql": "ALTER TABLE public.observed_missing ADD COLUMN note text;",
    "3_c.sql": "DO $$ BEGIN EXECUTE 'COMMENT ON TABLE public.observed IS ''observed text'''; END $$;",
}
BY_HAND = (
    FILES["1_a.sql"].replace("DISTINCT FROM 7", "DISTINCT FROM 8")
    + """
    CREATE FUNCTION public.observed_f() RETURNS integer LANGUAGE sql AS 'SELECT count(*)::integer FROM public.observed';
    CREATE VIEW public.observed_v AS SELECT id FROM public.observed WHERE NULLIF(id, 3) IS NOT NULL;
"""
)


def test_no_expression_reads_sql_or_a_message(compare: Compare, texts: dict[str, list[str]]) -> None:
    """In a whole check, with a file that fails, drift, fixes and a dry run, none is given more than names."""
    report = compare(FILES, BY_HAND, {"1": (None, None), "2": (None, None)})
    assert report["findings"]
    assert any("observed" in text for text in texts["core.masking"]), "nothing was recorded"
    wrong = {
        module: [text for text in given if "observed" in text and " " in text]
        for module, given in texts.items()
        if module not in DISPLAY
    }
    assert {module: given for module, given in wrong.items() if given} == {}
