"""Mark tests that boot a server as `integration`, and refuse a server to every other test.

A test is marked if it, or a fixture that it uses, calls a function of `BOOTING`. A test that boots a server in another
way (a command, a subprocess) bears the marker itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

BOOTING = frozenset({"embedded", "_cluster", "binaries_of", "hosted", "docker"})
SERVERS = frozenset({"postgres", "initdb", "docker"})
_unmarked: list[str] = []
"""The running test, if it is not marked."""


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and the guard."""
    config.addinivalue_line("markers", "integration: boots a PostgreSQL server")
    sys.addaudithook(_guard)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests before `-m` selects."""
    for item in items:
        if isinstance(item, pytest.Function):
            fixtures = item._fixtureinfo.name2fixturedefs.values()
            functions = [item.function, *(each.func for definitions in fixtures for each in definitions)]
            codes = [function.__code__ for function in functions if hasattr(function, "__code__")]
            if any(BOOTING & names for names in map(_names, codes)):
                item.add_marker(pytest.mark.integration)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Know which test runs."""
    if item.get_closest_marker("integration") is None:
        _unmarked.append(item.nodeid)
    try:
        return (yield)
    finally:
        _unmarked.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """Do not guard what fixtures of other tests remove: the last test of a session ends theirs."""
    _unmarked.clear()


def _names(code: CodeType) -> set[str]:
    """The global names that a function uses, with those of functions inside it."""
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return {*code.co_names, *(name for each in inner for name in _names(each))}


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "subprocess.Popen" and _unmarked and Path(str(arguments[0])).name in SERVERS:
        raise AssertionError(f"{_unmarked[0]} boots a server: mark it with pytest.mark.integration")
