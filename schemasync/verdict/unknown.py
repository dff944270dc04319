"""Find objects whose state is unknown, because an applied migration that may define them could not be replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import postgast
from postgast.pg_query_pb2 import Token

from schemasync.core.model import Ref
from schemasync.core.parser import scan
from schemasync.kinds import KINDS
from schemasync.migrations.statements import mentioned_names
from schemasync.replay.results import FileResult


@dataclass(frozen=True, slots=True)
class Doubt:
    """Possible effects of migrations that failed.

    Attributes:
        names: every name that they contain, in string constants too.
        dynamic: one of them executes statements that it builds as text, so any object may have been changed.
    """

    names: frozenset[str] = frozenset()
    dynamic: bool = False

    def covers(self, top: Ref, *, missing: bool) -> bool:
        """Whether a finding on this object may be an effect of a failed migration.

        Args:
            top: the outermost object that the finding is about.
            missing: the database lacks the object; a statement that is built at run time hardly explains that.
        """
        if self.dynamic and not missing:
            return True
        place = KINDS[top.subject.kind].schema_at
        path = top.subject.path
        names = path if place is None or place + 1 >= len(path) else path[place + 1 : place + 2]
        return not self.names.isdisjoint(names)


def doubt_of(failed: Sequence[FileResult]) -> Doubt:
    """Collect the names that the failed migrations contain."""
    names = frozenset(name for result in failed for name in mentioned_names(result.migration.sql))
    return Doubt(names, any(_is_dynamic(result.migration.sql) for result in failed))


def _is_dynamic(sql: str) -> bool:
    """Whether a text, or a function body in it, contains PL/pgSQL's EXECUTE (not that of CREATE TRIGGER)."""
    try:
        tokens = scan(sql).tokens
    except postgast.PgQueryError:
        return "execute" in sql.lower()
    data = sql.encode()
    following = (*(token.token for token in tokens[1:]), None)
    for token, after in zip(tokens, following, strict=True):
        if token.token == Token.EXECUTE and after not in (Token.FUNCTION, Token.PROCEDURE):
            return True
        text = data[token.start : token.end].decode(errors="replace")
        if text.startswith("$") and text.endswith("$") and len(text) > 1 and _is_dynamic(_body(text)):
            return True
    return False


def _body(text: str) -> str:
    """The inside of a dollar-quoted constant."""
    tag = text[: text.index("$", 1) + 1]
    return text[len(tag) : -len(tag)]
