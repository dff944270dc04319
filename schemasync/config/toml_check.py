"""Check the entries of `schemasync.toml`: every problem with the line of its key, and with what was probably meant."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schemasync.config.options import LEVELS
from schemasync.core.sync_status import EXTRA, MISSING, PARTIAL

OFF = "off"
"""Level of a rule that is not checked."""
STATUSES = (MISSING, EXTRA, PARTIAL)
EDITED_FILE = "migration"
"""Value of `kind` in an `[[accept]]` entry for an edited file."""
TYPES = {str: "a string", list: "a list of strings", dt.date: "a date"}
"""Types of values, in words."""


@dataclass(frozen=True, slots=True)
class Section:
    """The keys of one sort of entry.

    Attributes:
        noun: the entry in words.
        keys: key → type of its value.
        required: keys that must be there, with a value.
        words: key → its possible values, where these are few.
    """

    noun: str
    keys: Mapping[str, type[Any]]
    required: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_NARROWED = {"kind": str, "status": str, "attribute": str}
_STATUS = {"status": STATUSES}
SECTIONS: Mapping[str, Section] = {
    "areas": Section("an area", {"name": str, "objects": list, "migrations": list}, ("name",)),
    "accept": Section(
        "an accepted difference", {"object": str, "reason": str, **_NARROWED, "until": dt.date}, ("object", "reason"), _STATUS
    ),
    "severity": Section(
        "a severity", {"object": str, "level": str, **_NARROWED}, ("object", "level"), {**_STATUS, "level": LEVELS}
    ),
    "ignore": Section("an ignored object", {"object": str, "kind": str, "reason": str}, ("object",)),
    "rules": Section(
        "the setting of a rule", {"id": str, "level": str, "objects": list, "reason": str}, ("id", "level", "reason"),
        {"level": (*LEVELS, OFF)},
    ),
}  # fmt: skip


class Lines:
    """Lines of the file at which entries and their keys stand."""

    def __init__(self, text: str) -> None:
        self._lines = [line.strip() for line in text.splitlines()]

    def of(self, section: str, index: int) -> int:
        """Line of the header of an entry; 1 if it has none of its own."""
        found = [
            number for number, line in enumerate(self._lines, 1) if line.replace(" ", "").startswith(f"[[{section}]]")
        ]
        return found[index] if index < len(found) else 1

    def of_key(self, section: str, index: int, key: str) -> int:
        """Line of a key of an entry; that of the entry if it is not found."""
        start = self.of(section, index)
        for number, line in enumerate(self._lines[start:], start + 1):
            if line.startswith("["):
                break
            if line.partition("=")[0].strip().strip("\"'") == key:
                return number
        return start

    def of_section(self, name: str) -> int:
        """Line of the first header of a name; 1 if there is none."""
        headers = (f"[[{name}]]", f"[{name}]", f"{name}=")
        return next((n for n, line in enumerate(self._lines, 1) if line.replace(" ", "").startswith(headers)), 1)


@dataclass(slots=True)
class Checker:
    """Checks entries, and gathers what is wrong as `FILE:LINE: sentence`."""

    file: str
    lines: Lines
    kinds: Collection[str]
    problems: list[tuple[int, str]] = field(default_factory=list)

    def report(self, line: int, sentence: str) -> None:
        """Add a problem."""
        self.problems.append((line, f"{self.file}:{line}: {sentence}"))

    def entry(self, section: str, index: int, entry: Any) -> dict[str, Any]:
        """The known keys of an entry with values of the right type."""
        rules, line = SECTIONS[section], self.lines.of(section, index)
        if not isinstance(entry, dict):
            self.report(line, f"write the entry as [[{section}]] with its keys below")
            return {}
        good = {
            key: value
            for key, value in entry.items()
            if self._key_is_good(rules, key, value, self.lines.of_key(section, index, key))
        }
        for key in rules.required:
            if not good.get(key) and key not in entry:
                self.report(line, f"{rules.noun} needs {key!r}")
        return good

    def _key_is_good(self, rules: Section, key: str, value: Any, line: int) -> bool:
        type_ = rules.keys.get(key)
        if type_ is None:
            self.report(line, f"unknown key {key!r}{meant(key, rules.keys)}")
        elif not isinstance(value, type_) or isinstance(value, dt.datetime) or not _all_strings(value):
            self.report(line, f"{key} must be {TYPES[type_]}")
        elif value == "" and key in rules.required:
            self.report(line, f"{key} is empty")
        elif key in rules.words and value and value not in rules.words[key]:
            self.report(line, f"{key} must be one of {', '.join(rules.words[key])}{_close(value, rules.words[key])}")
        elif key == "kind" and value and value not in self.kinds:
            self.report(line, f"there is no kind {value!r}{meant(value, self.kinds, named=False)}")
        else:
            return True
        return False


def _all_strings(value: Any) -> bool:
    return not isinstance(value, list) or all(isinstance(item, str) for item in value)


def meant(word: str, known: Collection[str], *, named: bool = True) -> str:
    """`; did you mean …?`, or the known words if none is alike."""
    listed = f"; known are {', '.join(known)}" if named else "; docs/configuration.md lists them"
    return _close(word, tuple(known)) or listed


def _close(word: str, known: Sequence[str]) -> str:
    by_lower = {each.lower(): each for each in known}
    close = difflib.get_close_matches(word.lower().replace(" ", "_" if "_" in "".join(known) else " "), by_lower, n=1)
    return f"; did you mean {by_lower[close[0]]}?" if close else ""
