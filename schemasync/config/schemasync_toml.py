"""`schemasync.toml`: areas of the product, accepted differences, levels of rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemasync.config.toml_check import EDITED_FILE, SECTIONS, Checker, Lines, meant
from schemasync.core.errors import SettingsError
from schemasync.core.safe_files import read_text
from schemasync.core.toml_text import TomlError, parse_toml


@dataclass(frozen=True, slots=True)
class AreaRule:
    """A part of the product: patterns of the names of objects and of migration files."""

    name: str
    objects: tuple[str, ...]
    migrations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptRule:
    """A difference that is intended.

    Attributes:
        object: pattern that matches the object's full name (`public.t.column`).
        reason: why; required.
        kind, status, attribute: narrow the rule; empty for any.
        until: last day on which the rule holds.
        place: `file:line` of the entry.
    """

    object: str
    reason: str
    kind: str = ""
    status: str = ""
    attribute: str = ""
    until: dt.date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """Another severity for some findings, narrowed like an accepted difference."""

    object: str
    level: str
    kind: str = ""
    status: str = ""
    attribute: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """Objects that are left out of the comparison on both sides, with all their parts."""

    object: str
    kind: str = ""
    reason: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """Another level of a rule, for all objects or for some.

    Attributes:
        id: of the rule.
        level: one of `LEVELS`, or `off`.
        objects: patterns of names; empty for all.
        reason: why; required.
        place: file and line of the entry, for messages.
    """

    id: str
    level: str
    objects: tuple[str, ...] = ()
    reason: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """The content of the file; empty without a file."""

    areas: tuple[AreaRule, ...] = ()
    accept: tuple[AcceptRule, ...] = ()
    severity: tuple[SeverityRule, ...] = ()
    ignore: tuple[IgnoreRule, ...] = ()
    rules: tuple[RuleSetting, ...] = ()


LARGEST = 1 << 20
"""Most bytes of the file."""


def load_config(path: Path) -> Config:
    """Read and check `schemasync.toml`.

    Raises:
        SettingsError: names every problem with its line.
    """
    try:
        text = read_text(path, LARGEST)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})", "check the setting config") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: {error}", "correct the TOML of the file") from None
    return parse_config(path, text)


def parse_config(path: Path, text: str) -> Config:
    """Check the content of `schemasync.toml`.

    Args:
        path: of the file, for messages and for the paths in it.
        text: its content.

    Raises:
        SettingsError: names every problem with its line.
    """
    try:
        data = parse_toml(text)
    except TomlError as error:
        raise SettingsError(f"{path}: {error}", "correct the TOML of the file") from None
    from schemasync.kinds import KINDS  # noqa: PLC0415  a run without a configuration does not wait for them here

    checker = Checker(str(path), Lines(text), (*KINDS, EDITED_FILE))
    for name in data:
        if name not in SECTIONS:
            known = [f"[[{section}]]" for section in SECTIONS]
            checker.report(checker.lines.of_section(name), f"unknown section [[{name}]]{meant(f'[[{name}]]', known)}")
    config = _config(path, data, checker)
    if checker.problems:
        raise SettingsError(
            "\n".join(sentence for _, sentence in sorted(checker.problems)), "docs/configuration.md shows every key"
        )
    return config


def _config(path: Path, data: Mapping[str, Any], checker: Checker) -> Config:
    """Read the entries of all sections; what is wrong is reported to the checker."""
    good = {
        section: [
            (checker.entry(section, index, entry), checker.lines.of(section, index))
            for index, entry in enumerate(_list(data, section))
        ]
        for section in SECTIONS
    }
    areas = tuple(_area(entry) for entry, _ in good["areas"])
    names: set[str] = set()
    for area, (_, line) in zip(areas, good["areas"], strict=True):
        if area.name and area.name in names:
            checker.report(line, f"two areas are called {area.name!r}")
        names.add(area.name)
    return Config(
        areas,
        tuple(_accept(entry, f"{path.name}:{line}") for entry, line in good["accept"]),
        tuple(_severity(entry, f"{path.name}:{line}") for entry, line in good["severity"]),
        tuple(
            IgnoreRule(entry.get("object", ""), entry.get("kind", ""), entry.get("reason", ""), f"{path.name}:{line}")
            for entry, line in good["ignore"]
        ),
        tuple(_rule(entry, f"{path}:{line}") for entry, line in good["rules"]),
    )


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    return value if isinstance(value, list) else [value]


def _area(entry: Mapping[str, Any]) -> AreaRule:
    return AreaRule(entry.get("name", ""), tuple(entry.get("objects", ())), tuple(entry.get("migrations", ())))


def _accept(entry: Mapping[str, Any], place: str) -> AcceptRule:
    return AcceptRule(
        entry.get("object", ""), entry.get("reason", ""), entry.get("kind", ""), entry.get("status", ""),
        entry.get("attribute", ""), entry.get("until"), place,
    )  # fmt: skip


def _severity(entry: Mapping[str, Any], place: str) -> SeverityRule:
    return SeverityRule(
        entry.get("object", ""), entry.get("level", ""), entry.get("kind", ""), entry.get("status", ""),
        entry.get("attribute", ""), place,
    )  # fmt: skip


def _rule(entry: Mapping[str, Any], place: str) -> RuleSetting:
    return RuleSetting(
        entry.get("id", ""), entry.get("level", ""), tuple(entry.get("objects", ())), entry.get("reason", ""), place
    )
