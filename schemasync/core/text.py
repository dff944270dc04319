"""Make texts from outside safe to display: on one line, with invisible characters made visible."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar, cast

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""Control characters, those without width, those that change the direction of writing, unusual line ends, lone surrogates."""


def visible(text: str) -> str:
    """Replace control characters, those that change the direction of writing, and unusual line ends by their numbers."""
    return _INVISIBLE.sub(lambda found: escaped(found[0]), text)


_encode = json.JSONEncoder(ensure_ascii=False).encode
_OPENED = 4
"""Levels of a JSON text whose members have lines of their own; what is deeper stands on one line."""


def json_text(value: Any) -> str:
    """A value as JSON, with lines for the members of the outer levels; only invisible characters are escaped.

    Whole lines are encoded at once: with an indentation at every level, Python's encoder is several times slower.
    """
    return _INVISIBLE.sub(lambda found: escaped(found[0]), "".join(_json_lines(value, 0))) + "\n"


def _json_lines(value: Any, level: int) -> Iterator[str]:
    if level == _OPENED or not value or not isinstance(value, dict | list | tuple):
        yield _encode(value)
        return
    indent = "  " * (level + 1)
    members = (
        [(f"{_encode(key)}: ", each) for key, each in value.items()]
        if isinstance(value, dict)
        else [("", each) for each in value]
    )
    brackets = "{}" if isinstance(value, dict) else "[]"
    yield brackets[0]
    for number, (key, each) in enumerate(members):
        yield f"{',' if number else ''}\n{indent}{key}"
        yield from _json_lines(each, level + 1)
    yield f"\n{indent[2:]}{brackets[1]}"


def escaped(char: str) -> str:
    """A character as JSON escapes it, by its number in UTF-16; one beyond 16 bits as a pair."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def line(text: str) -> str:
    """Put a text on one line, all of it visible."""
    return visible(" ".join(text.split()))


def begin_sentence(text: str) -> str:
    """The text as the beginning of a sentence; a path or a name at its start stays as it is."""
    return capitalized(text) if text.partition(" ")[0].strip(",:;").isalpha() else text


def capitalized(text: str) -> str:
    """The text with its first letter in upper case."""
    return f"{text[:1].upper()}{text[1:]}"


def texts(value: object) -> Iterable[str]:
    """All strings of a value, however deep they are in tuples."""
    if isinstance(value, str):
        return (value,)
    return (text for item in value for text in texts(item)) if isinstance(value, tuple) else ()


Value = TypeVar("Value")


def each_text(value: Value, change: Callable[[str], str], change_name: Callable[[str], str] = str) -> Value:
    """Change every text in a frozen value; equal texts are changed once, so their results are equal.

    Args:
        value: of dataclasses, mappings and tuples.
        change: for texts.
        change_name: for texts in named tuples (references), which tell objects apart.
    """
    return cast("Value", _each_text(value, lru_cache(maxsize=None)(change), lru_cache(maxsize=None)(change_name)))


def _each_text(value: Any, change: Callable[[str], str], change_name: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value) if type(value) is str else value
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return type(value)(*(_each_text(item, change_name, change_name) for item in value))
        return tuple(_each_text(item, change, change_name) for item in value)
    if isinstance(value, Mapping):
        return {key: _each_text(item, change, change_name) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {name: getattr(value, name) for name in _initial(type(value))}
        changed = {name: new for name, old in fields.items() if (new := _each_text(old, change, change_name)) != old}
        return dataclasses.replace(value, **changed) if changed else value
    return value


@lru_cache
def _initial(kind: type[Any]) -> tuple[str, ...]:
    """Names of the fields that the constructor of a dataclass takes."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.init)
