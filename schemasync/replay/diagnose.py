"""What a failed migration most likely means, beside PostgreSQL's own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from schemasync.replay.calls import DYNAMIC
from schemasync.replay.definitions import (
    COLUMN,
    EXTENSION,
    OTHER,
    RELATION,
    ROLE,
    ROUTINE,
    SCHEMA,
    TYPE,
    Definitions,
    Place,
)
from schemasync.replay.spelling import newer_postgres, spelling
from schemasync.replay.statements import SourceStatement, identifiers
from schemasync.supabase.surface import BY_DEFAULT, extension_of

_NAME = r'(?:[\w$]+\.|"(?:[^"]|"")*"\.)*("(?:[^"]|"")*"|[\w$@-]+)'
_MESSAGES = (
    (re.compile(rf'column "([^"]*)" of relation "{_NAME}"'), COLUMN),
    (re.compile(r"column ([\w$.]+) does not exist|column \"([^\"]*)\""), COLUMN),
    (re.compile(r'(?:policy|trigger|constraint|publication|operator class|event trigger) "([^"]*)"'), OTHER),
    (re.compile(r'(?:relation|table|view|sequence|index) "([^"]*)"'), RELATION),
    (re.compile(r"(?:function|procedure|routine|aggregate) ([\w$.\"]+)\("), ROUTINE),
    (re.compile(r'function "([^"]*)"'), ROUTINE),
    (re.compile(r"type \"?([\w$.]+)\"?"), TYPE),
    (re.compile(r'schema "([^"]*)"'), SCHEMA),
    (re.compile(r'role "([^"]*)"'), ROLE),
    (re.compile(r'extension "([^"]*)"'), EXTENSION),
)
"""PostgreSQL's own messages in English, and what sort of thing they name."""
MISSING = frozenset({"42P01", "42703", "42883", "42704", "3F000"})
TWICE = frozenset({"42P07", "42710", "42701", "42723", "42P06"})
_ROWS = {
    "23502": "It changes rows and leaves out a value that the column must have: it was written for the rows, or the "
    "columns, of one database.",
    "23503": "It writes rows that refer to rows which no migration makes: they are only in the production database. "
    "Guard it with WHERE EXISTS, or move it to supabase/seed.sql.",
    "23505": "It writes rows that are there already; ON CONFLICT DO NOTHING would let it run.",
    "23514": "It writes rows that a check refuses, and was written for the rows of one database.",
    "22P02": "It writes a value that its column's type does not know; this SQL never worked.",
    "P0001": "The migration stops itself here: it checks for something that is not there after the files before it.",
    "P0002": "It reads a row that no migration makes: it is only in the production database.",
}
_PLAIN = {
    "42501": "Supabase refuses this to the role that runs migrations.",
    "57014": "It took more than a migration may here: an endless loop, or work for more rows than a replay has.",
    "2BP01": "What it drops is still used; on the database where this once ran, the other objects were not there.",
    "22021": "The file is not UTF-8: save it as UTF-8.",
    "42702": "The name is a column's and also a variable's or another table's; this SQL never worked as it is.",
}
_PLAIN |= dict.fromkeys(
    ("42601", "42P13", "42809", "42804", "42703", "42P17", "42830"),
    "PostgreSQL understands this in no version, or not with the objects as the files before it leave them.",
)
_CHANGES_ROWS = frozenset({"insert_stmt", "update_stmt", "delete_stmt", "merge_stmt"}) | DYNAMIC
_DBDEV = "It is a package of database.dev, which pg_tle installs over the network; a replay reaches out to nobody."


@dataclass(frozen=True, slots=True)
class Failure:
    """What is known of a failed statement.

    Attributes:
        sqlstate, message: PostgreSQL's.
        file: in which it stands.
        statement: None if the file could not be cut into statements.
        major: of the server.
        context: PostgreSQL's lines about functions that were running.
        definitions: of the folder.
        failed: files that failed before.
    """

    sqlstate: str
    message: str
    file: str = ""
    statement: SourceStatement | None = None
    major: int = 0
    context: str = ""
    definitions: Definitions | None = None
    failed: Collection[str] = field(default=())


def diagnose(failure: Failure) -> str:
    """A sentence for people; empty when PostgreSQL's words say it all."""
    return next(_sentences(failure), "")


def _sentences(failure: Failure) -> Iterator[str]:
    state, message = failure.sqlstate, failure.message
    if state == "42601":
        yield from filter(
            None, (spelling(message, failure.statement), newer_postgres(failure.statement, failure.major, unread=True))
        )
    if state in MISSING | {"0A000"}:
        yield from filter(None, (_elsewhere(failure), newer_postgres(failure.statement, failure.major)))
    if state in MISSING:
        yield _missing(failure)
    if state in TWICE:
        yield _twice(failure)
    if state in _PLAIN:
        yield _PLAIN[state]
    if state in _ROWS and failure.statement and failure.statement.node in _CHANGES_ROWS:
        yield _ROWS[state]
    elif state in _ROWS and state.startswith("23"):
        yield "Rows that earlier migrations wrote break the new rule."


def named(message: str) -> tuple[str, str]:
    """(category, name without schema) of what a message speaks of; empty strings if of nothing known."""
    for pattern, category in _MESSAGES:
        if found := pattern.search(message):
            return category, next(part for part in found.groups() if part).split(".")[-1].strip('"')
    return "", ""


def _elsewhere(failure: Failure) -> str:
    """What comes with an extension, or with a package of database.dev."""
    category, name = named(failure.message)
    if "reaches out" in failure.message:
        return "A replay reaches out to no other server."
    if failure.sqlstate == "0A000" and category == EXTENSION:
        return _DBDEV if "-" in name or "@" in name else f'Supabase has no extension "{name}".'
    if "dbdev" in failure.message:
        return _DBDEV
    extension = extension_of(failure.message, name)
    if not extension:
        return ""
    if extension in BY_DEFAULT:
        return (
            f"It comes with the extension {extension}, which every project has in schema extensions: "
            "the search_path that holds here does not name that schema; write extensions. before it."
        )
    made = failure.definitions.of(EXTENSION, extension) if failure.definitions else []
    if made:
        late = "later" if (made[0].number, made[0].line) > _position(failure) else "but that failed or was undone"
        return f"It comes with the extension {extension}, which {_where(made[0])} enables, {late}."
    return (
        f"It comes with the extension {extension}, which no migration enables (it was switched on in the dashboard): "
        f"CREATE EXTENSION IF NOT EXISTS {extension} WITH SCHEMA extensions."
    )


def _missing(failure: Failure) -> str:
    category, name = named(failure.message)
    if not failure.definitions or not name:
        return "No earlier migration makes it: it was probably made in the dashboard, or by another tool."
    number, line = _position(failure)
    if category == COLUMN:
        return _missing_column(failure, failure.definitions, name)
    places = failure.definitions.of(category, name) or failure.definitions.of(
        {RELATION: TYPE, TYPE: RELATION}.get(category, ""), name
    )
    before = [place for place in places if (place.number, place.line) < (number, line)]
    after = [place for place in places if (place.number, place.line) > (number, line) and place.made]
    made = [place for place in before if place.made]
    if made and made[-1].file in failure.failed:
        return f"{name} is made by {_where(made[-1])}, which failed itself: mend that first."
    if before and not before[-1].made:
        return f"{name} is dropped or renamed by {_where(before[-1])}."
    if made:
        return (
            f"{_where(made[-1])} makes {name}, but not as it is used here: in another schema, or with other arguments."
        )
    if after and after[0].number == number:
        return f"{name} is made further down in the same file, line {after[0].line}."
    if after:
        return f"{name} is first made by a later file, {_where(after[0])}: the order of the files is wrong."
    return (
        f"No migration makes {name}: it was probably made in the dashboard, or by another tool, so the folder alone "
        "does not rebuild the database."
    )


def _missing_column(failure: Failure, definitions: Definitions, name: str) -> str:
    """A column of one of the tables that the statement speaks of."""
    spoken = identifiers(failure.statement.text if failure.statement else "") | identifiers(failure.message)
    position = _position(failure)
    places = [place for place in definitions.of(COLUMN, name) if place.table in spoken]
    before = [place for place in places if (place.number, place.line) <= position]
    if before and before[-1].made:
        return _unmade_column(failure, definitions, name, before[-1])
    if before:
        return f"Column {name} of {before[-1].table} is dropped or renamed by {_where(before[-1])}."
    if places:
        return f"Column {name} of {places[0].table} is first made later, by {_where(places[0])}."
    return f"No migration adds a column {name} to the tables that are named here: was it added in the dashboard?"


def _unmade_column(failure: Failure, definitions: Definitions, name: str, last: Place) -> str:
    """A column that the file at `last` should have made."""
    if last.file in failure.failed:
        return f"Column {name} of {last.table} is made by {_where(last)}, which failed itself: mend that first."
    tables = [
        place for place in definitions.of(RELATION, last.table) if place.made and place.file not in failure.failed
    ]
    again = any((place.number, place.line) == (last.number, last.line) for place in tables)
    if again and (tables[0].number, tables[0].line) < (last.number, last.line):
        return (
            f"{_where(last)} does not add column {name}: {_where(tables[0])} had made {last.table} already, without it."
        )
    return f"{_where(last)} makes column {name} of {last.table}, but not as it is used here."


def _twice(failure: Failure) -> str:
    category, name = named(failure.message)
    position = _position(failure)
    made = [
        place
        for place in (failure.definitions.of(category, name) if failure.definitions and name else [])
        if place.made and (place.number, place.line) < position and place.file not in failure.failed
    ]
    if made:
        return (
            f"{_where(made[-1])} made it already; IF NOT EXISTS, or a DROP … IF EXISTS before it, would let both run."
        )
    return "An earlier migration made this already; IF NOT EXISTS would let both run."


def _position(failure: Failure) -> tuple[int, int]:
    numbers = failure.definitions.numbers if failure.definitions else {}
    return numbers.get(failure.file, 0), failure.statement.line if failure.statement else 0


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}"
