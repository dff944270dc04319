"""The server's binaries, and golden files, for the tests of the commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.servers import binaries_of

GOLDEN = Path(__file__).parents[1] / "golden"
MAJOR = 17
VARYING = (
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"), "<time>"),
    (re.compile(r"PostgreSQL \d+\.\d+"), "PostgreSQL <version>"),
    (re.compile(r'"first_seen": "[\d-]+"'), '"first_seen": "<date>"'),
    (re.compile(r'"server_version": "[\d.]+"'), '"server_version": "<version>"'),
    (re.compile(r"\b\d+\.\d+ s\b"), "<seconds> s"),
    (
        re.compile(r'("(?:seconds|target|postgres|replay|compare|prove|rules|report)": )\d+(\.\d+)?(e-\d+)?'),
        r"\1<seconds>",
    ),
)
"""Texts that differ from run to run, and their stand-ins in a golden file."""


@pytest.fixture(scope="session")
def bindir() -> str:
    return str(binaries_of(MAJOR).bindir)


def normal(text: str) -> str:
    """Without times, versions and durations, and without spaces that end a line."""
    for pattern, stand_in in VARYING:
        text = pattern.sub(stand_in, text)
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or rewrite the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-goldens", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(normal(text), encoding="utf-8")
        assert path.is_file(), f"{path} is missing: run with --update-goldens"
        assert normal(text) == path.read_text(encoding="utf-8")

    return compare
