"""`schemasync.toml`: areas of the product, accepted differences, levels of rules."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemasync.config.options import LEVELS
from schemasync.core.errors import SettingsError
from schemasync.core.safe_files import read_text


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
        line: line of the entry in the file.
    """

    object: str
    reason: str
    kind: str = ""
    status: str = ""
    attribute: str = ""
    until: dt.date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """Another severity for some findings, narrowed like an accepted difference."""

    object: str
    level: str
    kind: str = ""
    status: str = ""
    attribute: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """Objects that are left out of the comparison on both sides, with all their parts."""

    object: str
    kind: str = ""
    reason: str = ""
    line: int = 0


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
OFF = "off"
"""Level of a rule that is not checked."""
STATUSES = ("MISSING", "EXTRA", "PARTIALLY SYNCED")
_AREA = {"name": str, "objects": list, "migrations": list}
_ACCEPT = {"object": str, "reason": str, "kind": str, "status": str, "attribute": str, "until": dt.date}
_SEVERITY = {"object": str, "level": str, "kind": str, "status": str, "attribute": str}
_IGNORE = {"object": str, "kind": str, "reason": str}
_RULE = {"id": str, "level": str, "objects": list, "reason": str}
_TYPES = {str: "a string", list: "a list of strings", dt.date: "a date"}
"""Types of values, in words."""
_SECTIONS = ("areas", "accept", "severity", "ignore", "rules")


def load_config(path: Path) -> Config:
    """Read and check `schemasync.toml`.

    Raises:
        SettingsError: names every problem with its line.
    """
    try:
        text = read_text(path, LARGEST)
        data = tomllib.loads(text)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})", "check --config") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: {error}", "correct the TOML of the file") from None
    problems: list[str] = []
    if unknown := sorted(set(data) - set(_SECTIONS)):
        known = ", ".join(f"[[{section}]]" for section in _SECTIONS)
        problems.append(f"{path}: unknown section {', '.join(unknown)}; known are {known}")
    lines = _Lines(text)
    places = {
        section: [(entry, lines.of(section, i)) for i, entry in enumerate(_list(data, section))]
        for section in _SECTIONS
    }
    areas = [_area(entry, f"{path}:{line}", problems) for entry, line in places["areas"]]
    accept = [_accept(entry, f"{path}:{line}", line, problems) for entry, line in places["accept"]]
    severity = [_severity(entry, f"{path}:{line}", line, problems) for entry, line in places["severity"]]
    ignore = [_ignore(entry, f"{path}:{line}", line, problems) for entry, line in places["ignore"]]
    rules = [_rule(entry, f"{path}:{line}", problems) for entry, line in places["rules"]]
    names = [area.name for area in areas]
    problems += [f"{path}: two areas are called {name!r}" for name in sorted({n for n in names if names.count(n) > 1})]
    if problems:
        raise SettingsError("\n".join(problems), "docs/configuration.md shows every key")
    return Config(tuple(areas), tuple(accept), tuple(severity), tuple(ignore), tuple(rules))


class _Lines:
    """The line of each header of an array of tables, for messages."""

    def __init__(self, text: str) -> None:
        self.lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]

    def of(self, section: str, index: int) -> int:
        found = [number for number, line in self.lines if line.replace(" ", "").startswith(f"[[{section}]]")]
        return found[index] if index < len(found) else 1


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    return value if isinstance(value, list) else [value]


def _checked(entry: Any, known: Mapping[str, type[Any]], where: str, problems: list[str]) -> dict[str, Any]:
    """The known keys of an entry with values of the right type; what is wrong is added to `problems`."""
    if not isinstance(entry, dict):
        problems.append(f"{where}: expected a table")
        return {}
    good = {}
    for key, value in entry.items():
        if key not in known:
            problems.append(f"{where}: unknown key {key!r}; known are {', '.join(known)}")
        elif not isinstance(value, known[key]) or isinstance(value, dt.datetime):
            problems.append(f"{where}: {key} must be {_TYPES[known[key]]}")
        elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
            problems.append(f"{where}: {key} must be {_TYPES[list]}")
        else:
            good[key] = value
    return good


def _area(entry: Any, where: str, problems: list[str]) -> AreaRule:
    good = _checked(entry, _AREA, where, problems)
    if not good.get("name"):
        problems.append(f"{where}: an area needs a name")
    return AreaRule(good.get("name", ""), tuple(good.get("objects", ())), tuple(good.get("migrations", ())))


def _accept(entry: Any, where: str, line: int, problems: list[str]) -> AcceptRule:
    good = _checked(entry, _ACCEPT, where, problems)
    problems += [f"{where}: an accepted difference needs {key!r}" for key in ("object", "reason") if not good.get(key)]
    if good.get("status", "") not in ("", *STATUSES):
        problems.append(f"{where}: status must be one of {', '.join(STATUSES)}")
    return AcceptRule(
        good.get("object", ""), good.get("reason", ""), good.get("kind", ""), good.get("status", ""),
        good.get("attribute", ""), good.get("until"), line,
    )  # fmt: skip


def _severity(entry: Any, where: str, line: int, problems: list[str]) -> SeverityRule:
    good = _checked(entry, _SEVERITY, where, problems)
    problems += [f"{where}: a severity needs {key!r}" for key in ("object", "level") if not good.get(key)]
    if good.get("level", "security") not in LEVELS:
        problems.append(f"{where}: level must be one of {', '.join(LEVELS)}")
    if good.get("status", "") not in ("", *STATUSES):
        problems.append(f"{where}: status must be one of {', '.join(STATUSES)}")
    return SeverityRule(
        good.get("object", ""), good.get("level", ""), good.get("kind", ""), good.get("status", ""),
        good.get("attribute", ""), line,
    )  # fmt: skip


def _ignore(entry: Any, where: str, line: int, problems: list[str]) -> IgnoreRule:
    good = _checked(entry, _IGNORE, where, problems)
    if not good.get("object"):
        problems.append(f"{where}: an ignored object needs 'object'")
    return IgnoreRule(good.get("object", ""), good.get("kind", ""), good.get("reason", ""), line)


def _rule(entry: Any, where: str, problems: list[str]) -> RuleSetting:
    good = _checked(entry, _RULE, where, problems)
    problems += [
        f"{where}: the setting of a rule needs {key!r}" for key in ("id", "level", "reason") if not good.get(key)
    ]
    if good.get("level", OFF) not in (*LEVELS, OFF):
        problems.append(f"{where}: level must be one of {', '.join((*LEVELS, OFF))}")
    return RuleSetting(
        good.get("id", ""), good.get("level", ""), tuple(good.get("objects", ())), good.get("reason", ""), where
    )
