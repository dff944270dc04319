"""Find where the Supabase CLI's releases before 2.109 split a file into statements.

A port of supabase/cli `pkg/parser/state.go` and `token.go` (MIT): a state machine over characters that knows quotes, dollar
quotes, comments, parentheses and `BEGIN ATOMIC … END`, and no grammar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_ATOMIC, _BEGIN = "ATOMIC", "BEGIN"


class _State(Protocol):
    def next(self, sql: str, start: int, end: int) -> _State | None:
        """The state after the character before `end` of the piece that begins at `start`; None at the end of the piece."""


class _Ready:
    """Outside of quotes, comments and parentheses."""

    def next(self, sql: str, start: int, end: int) -> _State | None:
        match sql[end - 1]:
            case "$":
                return _Tag(end - 1)
            case "'" | '"' as quote:
                return _Quote(quote)
            case "-":
                return _Comment()
            case "/":
                return _Block()
            case "\\":
                return _Escape()
            case ";":
                return None
            case "(":
                return _Enclosed([")"], self)
            case "c" | "C" if _ends_in_begin_atomic(sql, start, end):
                return _Enclosed(["END"], self)
        return self


class _Comment:
    """After one hyphen."""

    def next(self, sql: str, start: int, end: int) -> _State | None:
        return _Until("\n") if sql[end - 1] == "-" else _Ready().next(sql, start, end)


@dataclass
class _Block:
    """After a slash, and in block comments, which nest."""

    depth: int = 0

    def next(self, sql: str, start: int, end: int) -> _State | None:
        window = sql[end - 2 : end]
        if window == "/*":
            self.depth += 1
        elif self.depth == 0:
            return _Ready().next(sql, start, end)
        elif window == "*/":
            self.depth -= 1
        return self if self.depth else _Ready()


@dataclass
class _Quote:
    """In a constant or a quoted name; backslashes have no special meaning."""

    delimiter: str
    closed: bool = False

    def next(self, sql: str, start: int, end: int) -> _State | None:
        is_delimiter = sql[end - 1] == self.delimiter
        if self.closed and not is_delimiter:
            return _Ready().next(sql, start, end)
        self.closed = is_delimiter and not self.closed
        return self


@dataclass
class _Tag:
    """After a dollar sign; `start_of_tag` is its offset."""

    start_of_tag: int

    def next(self, sql: str, start: int, end: int) -> _State | None:
        character = sql[end - 1]
        if character == "$":
            return _Until(sql[self.start_of_tag : end])
        return self if character.isalnum() or character == "_" else _Ready().next(sql, start, end)


@dataclass
class _Until:
    """In a dollar-quoted constant or a line comment."""

    delimiter: str

    def next(self, sql: str, start: int, end: int) -> _State | None:
        return _Ready() if sql[max(start, end - len(self.delimiter)) : end] == self.delimiter else self


class _Escape:
    """After a backslash."""

    def next(self, _sql: str, _start: int, _end: int) -> _State | None:
        return _Ready()


@dataclass
class _Enclosed:
    """In parentheses, or after `BEGIN ATOMIC`: a semicolon ends nothing there, the first delimiter ends it.

    Attributes:
        delimiters: of what is open, the outermost first.
        inner: the state in the innermost.
    """

    delimiters: list[str]
    inner: _State

    def next(self, sql: str, start: int, end: int) -> _State | None:
        following = self.inner.next(sql, start, end) or self.inner
        if isinstance(following, _Enclosed):
            self.delimiters += following.delimiters
            following = following.inner
        elif isinstance(following, _Ready):
            while self.delimiters and _is_before(self.delimiters[-1], sql, start, end):
                self.delimiters.pop()
        self.inner = following
        return self if self.delimiters else _Ready()


def _is_before(delimiter: str, sql: str, start: int, end: int) -> bool:
    return sql[max(start, end - len(delimiter)) : end].upper() == delimiter


def _ends_in_begin_atomic(sql: str, start: int, end: int) -> bool:
    text = sql[start:end]
    if not text.upper().endswith(_ATOMIC) or _continues_a_name(text[: -len(_ATOMIC)]):
        return False
    before = text[: -len(_ATOMIC)].rstrip()
    return before.upper().endswith(_BEGIN) and not _continues_a_name(before[: -len(_BEGIN)])


def _continues_a_name(text: str) -> bool:
    return bool(text) and (text[-1].isalnum() or text[-1] in "_$")


def cuts(sql: str) -> Iterator[int]:
    """Offsets of the semicolons at which the splitter cuts a file."""
    start = 0
    state: _State = _Ready()
    for end in range(1, len(sql) + 1):
        following = state.next(sql, start, end)
        if following is None:
            yield end - 1
            start, following = end, _Ready()
        state = following
