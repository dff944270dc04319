"""Read and write a view of a report as compressed JSON: the types of its fields say how each value is read."""

from __future__ import annotations

import dataclasses
import functools
import gzip
import json
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemasync.report.view.model import ReportView

DATA = Path(__file__).parent / "data"


def load(name: str) -> ReportView:
    """The stored view of a state."""
    return _read(json.loads(gzip.decompress((DATA / f"{name}.json.gz").read_bytes())), ReportView)


def save(view: ReportView, name: str) -> None:
    """Store the view of a state."""
    text = json.dumps(_plain(view), ensure_ascii=False, sort_keys=True)
    (DATA / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _plain(value: Any) -> Any:
    """The value as JSON has it; a field with its default is left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: _plain(each) for field, each in pairs if each != field.default}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(_plain, value))
    return str(value) if isinstance(value, str) else value


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(value: Any, kind: Any) -> Any:
    """The value of a type, of its JSON."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if value is None or kind is Any:
        return value
    if origin in (typing.Union, types.UnionType):
        return _read(value, next(each for each in arguments if each is not type(None)))
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast("type", kind))
        return kind(**{name: _read(each, hints[name]) for name, each in value.items()})  # type: ignore[operator]
    if hasattr(kind, "_fields"):  # a NamedTuple, which JSON has as a list
        return kind(*(_read(each, hint) for each, hint in zip(value, _hints(kind).values(), strict=True)))
    if origin is tuple and arguments[-1] is Ellipsis:
        return tuple(_read(each, arguments[0]) for each in value)
    if origin is tuple:
        return tuple(_read(each, hint) for each, hint in zip(value, arguments, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {key: _read(each, arguments[1]) for key, each in value.items()}
    if origin in (frozenset, set):
        return frozenset(_read(each, arguments[0]) for each in value)
    return kind(value) if isinstance(kind, type) else value
