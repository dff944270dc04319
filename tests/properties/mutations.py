"""Read the mutations: single-statement changes of the database of `rich_schema.sql`, from `corpus/<kind>/mutations.sql`.

A file holds blocks, separated by empty lines. A block is a header of comment lines, `-- key: value`, and one statement.
`mutation` and `blame` are required; the other keys are optional.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemasync.core.model import Ref
from tests.references import parse_reference

CORPUS = Path(__file__).parents[1] / "corpus"
KEYS = ("mutation", "blame", "also", "from", "before", "setup", "unsolved")
REPEATED = ("also", "setup")
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change.

    Attributes:
        name: identifies the test.
        sql: one statement.
        blame: the object that must be named as different, or a part of it; None: nothing differs.
        also: more objects of which one may be blamed instead.
        least, below: majors for which it exists.
        setup: statements that run before the state to return to is taken.
        unsolved: why no plan undoes it; empty if one does.
    """

    name: str
    sql: str
    blame: Ref | None
    also: tuple[Ref, ...] = ()
    least: int = 0
    below: int = 99
    setup: str = ""
    unsolved: str = ""


class MalformedError(Exception):
    """A block that cannot be read: `file:line: what is wrong`."""


def parse(text: str, file: str = "mutations.sql") -> tuple[Mutation, ...]:
    """Read the blocks of one file; raises `MalformedError`."""
    return tuple(_mutation(block, f"{file}:{line}") for line, block in _blocks(text))


def load(corpus: Path) -> tuple[Mutation, ...]:
    """Read the files of all kinds, in the order of the folders' names."""
    files = sorted(corpus.glob("*/mutations.sql"))
    return tuple(one for file in files for one in parse(file.read_text(encoding="utf-8"), str(file)))


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each block's lines with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _mutation(block: list[str], place: str) -> Mutation:
    header, sql = _header(block, place)
    missing = [key for key in ("mutation", "blame") if not header.get(key)]
    if missing:
        raise MalformedError(f"{place}: the header lacks `{missing[0]}`")
    if not sql.endswith(";") or sql == ";":
        raise MalformedError(f"{place}: a statement that ends in a semicolon must follow the header")
    return Mutation(
        name=header["mutation"][0],
        sql=sql.removesuffix(";"),
        blame=None if header["blame"] == [NOTHING] else _reference(header["blame"][0], place),
        also=tuple(_reference(value, place) for value in header.get("also", ())),
        least=_major(header, "from", 0, place),
        below=_major(header, "before", 99, place),
        setup="\n".join(header.get("setup", ())),
        unsolved="".join(header.get("unsolved", ())),
    )


def _header(block: list[str], place: str) -> tuple[dict[str, list[str]], str]:
    """The header's values by key, and the statement after it."""
    header: dict[str, list[str]] = {}
    for number, line in enumerate(block):
        if not line.startswith("--"):
            return header, "\n".join(block[number:])
        key, colon, value = line.removeprefix("--").strip().partition(": ")
        if not colon or key not in KEYS:
            raise MalformedError(f"{place}: `{line}` is no header line; known keys: {', '.join(KEYS)}")
        if key in header and key not in REPEATED:
            raise MalformedError(f"{place}: `{key}` occurs twice")
        header.setdefault(key, []).append(value)
    return header, ""


def _reference(value: str, place: str) -> Ref:
    try:
        return parse_reference(value)
    except ValueError as error:
        raise MalformedError(f"{place}: {error}") from error


def _major(header: dict[str, list[str]], key: str, default: int, place: str) -> int:
    value = header.get(key, [str(default)])[0]
    if not value.isdecimal():
        raise MalformedError(f"{place}: `{key}` must be a major version, not `{value}`")
    return int(value)


MUTATIONS = load(CORPUS)
"""All mutations; names and statements are unique."""

UNSOLVED = {mutation.name: mutation.unsolved for mutation in MUTATIONS if mutation.unsolved}
"""Mutations that no plan undoes, with the reason; each is expected to fail."""
