"""Read `-- schemasync-ignore RULE: reason` above a statement of a migration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import postgast
from postgast.pg_query_pb2 import Token

from schemasync.core.parser import scan
from schemasync.core.source_line import SourceLine
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split

KEYWORD = "schemasync-ignore"


class IgnoreComment(NamedTuple):
    """A comment that accepts a broken rule.

    Attributes:
        place: of the comment.
        rule: id of the rule.
        reason: why; empty where none is given.
        first, last: lines of the statement below it; 0 where there is none.
    """

    place: SourceLine
    rule: str
    reason: str
    first: int
    last: int

    def covers(self, place: SourceLine) -> bool:
        """Whether a place lies in its statement."""
        return place.file == self.place.file and self.first <= place.line <= self.last


def ignore_comments(migration: Migration) -> Iterator[IgnoreComment]:
    """The comments of a file, in order."""
    if KEYWORD not in migration.sql:
        return
    try:
        tokens = scan(migration.sql).tokens
    except postgast.PgQueryError:
        return
    data = migration.sql.encode()
    statements = split(migration.sql)[0]
    for token in tokens:
        if token.token != Token.SQL_COMMENT:
            continue
        text = data[token.start : token.end].decode().removeprefix("--").strip()
        if text.startswith(KEYWORD):
            rule, _, reason = text.removeprefix(KEYWORD).strip().partition(":")
            line = data[: token.start].count(b"\n") + 1
            offset = len(data[: token.end].decode())
            below = next((item for item in statements if item.start >= offset), None)
            first = below.line if below else 0
            last = first + below.text.count("\n") if below else 0
            yield IgnoreComment(SourceLine(migration.file, line), rule.strip(), reason.strip(), first, last)
