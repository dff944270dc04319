"""Explain a syntax error by the token at which the parser stopped and by the tokens of its statement before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from postgast.pg_query_pb2 import KeywordKind, Token

from schemasync.core.parser import readable_tokens

STATEMENT_BORDERS = frozenset({";", "BEGIN", "THEN", "ELSE", "LOOP", "DECLARE"})
"""Tokens after which a statement of SQL or PL/pgSQL begins."""
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
_ADDITIONS = frozenset({"ADD", "ALTER", "DROP", "RENAME", "SET", "VALIDATE", "ENABLE", "DISABLE", "OWNER"})
_REPLACED: dict[str, str] = {
    "TABLE": "TABLE has no OR REPLACE: write CREATE TABLE IF NOT EXISTS for a new table, and ALTER TABLE for one that exists.",
    "POLICY": "POLICY has no OR REPLACE: write DROP POLICY IF EXISTS … before CREATE POLICY.",
    "TYPE": "TYPE has no OR REPLACE: put CREATE TYPE in a DO block that looks in pg_type first.",
    "INDEX": "INDEX has no OR REPLACE: write CREATE INDEX IF NOT EXISTS.",
    "MATERIALIZED": "MATERIALIZED VIEW has no OR REPLACE: write DROP MATERIALIZED VIEW IF EXISTS … before CREATE.",
    "SCHEMA": "SCHEMA has no OR REPLACE: write CREATE SCHEMA IF NOT EXISTS.",
    "SEQUENCE": "SEQUENCE has no OR REPLACE: write CREATE SEQUENCE IF NOT EXISTS.",
    "EXTENSION": "EXTENSION has no OR REPLACE: write CREATE EXTENSION IF NOT EXISTS.",
}
"""Words after CREATE OR REPLACE with which PostgreSQL has no such statement."""


class Stop(NamedTuple):
    """Place at which the parser stopped.

    Attributes:
        near: the token, as it is written; empty at the end of the text.
        is_reserved: it is a reserved word.
        is_keyword: it is any keyword.
        before: tokens of the same statement before it, in capitals.
        written: the last of these as it is written.
        in_body: the place is in a text in dollar quotes.
    """

    near: str
    is_reserved: bool
    is_keyword: bool
    before: tuple[str, ...]
    written: str = ""
    in_body: bool = False

    @property
    def last(self) -> str:
        return self.before[-1] if self.before else ""

    @property
    def opened_by(self) -> tuple[str, ...]:
        """The tokens before the innermost parenthesis that is open; all of them if none is."""
        return self.before[: _opening(self.before)]


def stopped(text: str, position: int) -> str:
    """The probable meaning of a syntax error; empty if nothing is known.

    Args:
        text: that PostgreSQL refused: a statement, or a whole file.
        position: 0-based, in characters of `text`; -1 if unknown.
    """
    if position < 0:
        return ""
    stop = _stop(text, position)
    return next(filter(None, (explain(stop) for explain in _EXPLANATIONS)), "") if stop else ""


def _stop(text: str, position: int) -> Stop | None:
    """The place of a position, in the innermost text in dollar quotes that holds it."""
    data, offset = text.encode(), len(text[:position].encode())
    tokens = readable_tokens(text)
    for token in tokens:
        quoted = data[token.start : token.end].decode(errors="replace")
        if token.start < offset < token.end and token.token == Token.SCONST and quoted.startswith("$"):
            tag = quoted.index("$", 1) + 1
            inner = _stop(quoted[tag:-tag], position - len(data[: token.start].decode()) - tag)
            return inner._replace(in_body=True) if inner else None
    written = [data[token.start : token.end].decode(errors="replace") for token in tokens]
    words = [word.upper() for word in written]
    number = next((index for index, token in enumerate(tokens) if token.start >= offset), len(tokens))
    first = max((index + 1 for index in range(number) if words[index] in STATEMENT_BORDERS), default=0)
    at = tokens[number] if number < len(tokens) else None
    near = data[at.start : at.end].decode(errors="replace") if at else ""
    kind = at.keyword_kind if at else KeywordKind.NO_KEYWORD
    is_reserved, is_keyword = kind == KeywordKind.RESERVED_KEYWORD, kind != KeywordKind.NO_KEYWORD
    before = tuple(words[first:number])
    return Stop(near, is_reserved, is_keyword, before, written[number - 1] if before else "")


def _opening(words: Sequence[str]) -> int:
    """Index of the innermost parenthesis that is open after the words; their number if none is."""
    depth = 0
    for index in range(len(words) - 1, -1, -1):
        depth += (words[index] == ")") - (words[index] == "(")
        if depth < 0:
            return index
    return len(words)


def _is_unique(words: Sequence[str]) -> bool:
    """Whether the words end in UNIQUE or PRIMARY KEY, of a constraint."""
    unique = tuple(words[-1:]) == ("UNIQUE",) or tuple(words[-4:]) == ("UNIQUE", "NULLS", "NOT", "DISTINCT")
    return tuple(words[:2]) != ("CREATE", "UNIQUE") and (unique or tuple(words[-2:]) == ("PRIMARY", "KEY"))


def _expression_in_unique(stop: Stop) -> str:
    if len(stop.opened_by) < len(stop.before) and _is_unique(stop.opened_by):
        return "UNIQUE and PRIMARY KEY take columns alone; an index takes expressions: CREATE UNIQUE INDEX … ON … (…)."
    return ""


def _condition_of_unique(stop: Stop) -> str:
    if stop.near.upper() == "WHERE" and stop.last == ")" and _is_unique(stop.before[: _opening(stop.before[:-1])]):
        return "A constraint UNIQUE has no WHERE; an index has one: CREATE UNIQUE INDEX … ON … (…) WHERE …."
    return ""


def _comma(stop: Stop) -> str:
    return f"The comma before {stop.near} is one too many." if stop.last == "," and stop.near in (")", ";") else ""


def _reserved_name(stop: Stop) -> str:
    """A reserved word in the place of a column's name."""
    is_outermost = len(stop.opened_by) < len(stop.before) and "(" not in stop.opened_by
    is_column = stop.opened_by[:2] == ("CREATE", "TABLE") and is_outermost and stop.last in ("(", ",")
    is_added = stop.before[:2] == ("ALTER", "TABLE") and stop.before[-2:] == ("ADD", "COLUMN")
    if stop.is_reserved and (is_column or is_added):
        return (
            f'{stop.near} is a reserved word: write it in double quotes, "{stop.near.lower()}", or choose another name.'
        )
    return ""


def _conflict(stop: Stop) -> str:
    if any(stop.near.startswith(marker) for marker in _CONFLICT):
        return "A merge left its conflict in the file: choose one side, and remove the markers."
    return ""


def _no_sql(stop: Stop) -> str:
    """A text that is no SQL from its first word on."""
    if stop.before or not stop.near or stop.in_body:
        return ""
    if stop.near.startswith("`"):
        return "``` is Markdown, and no SQL: remove it."
    if stop.near[0].isalpha() and not stop.is_keyword:
        return f"No SQL statement starts with {stop.near}: it may be a command or its output, which do not belong in the file."
    return ""


def _policy(stop: Stop) -> str:
    if stop.before[:2] not in (("CREATE", "POLICY"), ("ALTER", "POLICY")):
        return ""
    if stop.near.upper() == "FOR" and "TO" in stop.before:
        return "In CREATE POLICY, FOR stands before TO: FOR SELECT TO authenticated USING (…)."
    if stop.near.upper() == "AS":
        return "In CREATE POLICY, AS PERMISSIVE or AS RESTRICTIVE stands before FOR and TO."
    if stop.near != "(" and (stop.last == "USING" or stop.before[-2:] == ("WITH", "CHECK")):
        return f"{' '.join(stop.before[-2:]) if stop.last == 'CHECK' else 'USING'} takes its condition in parentheses."
    return ""


def _replaced(stop: Stop) -> str:
    return _REPLACED.get(stop.near.upper(), "") if stop.before == ("CREATE", "OR", "REPLACE") else ""


def _alter_table(stop: Stop) -> str:
    if stop.before[:2] != ("ALTER", "TABLE"):
        return ""
    if stop.near.upper() in ("MODIFY", "CHANGE"):
        return f"{stop.near.upper()} is MySQL's; write ALTER COLUMN … TYPE …, or RENAME COLUMN … TO …."
    if (
        stop.last == ","
        and stop.near not in ("", ";")
        and stop.near.upper() not in _ADDITIONS
        and _opening(stop.before) == len(stop.before)
    ):
        return "Each column of ALTER TABLE needs its own ADD COLUMN."
    if stop.before[-3:-1] == ("ALTER", "COLUMN"):
        return f"ALTER COLUMN {stop.written} needs TYPE before a type, SET before DEFAULT and NOT NULL."
    return ""


def _function_of_trigger(stop: Stop) -> str:
    is_trigger = "TRIGGER" in stop.before[:4] and {"EXECUTE"} & set(stop.before[-4:])
    if is_trigger and stop.near in ("", ";") and stop.last != ")":
        return "EXECUTE FUNCTION takes parentheses after the function's name: EXECUTE FUNCTION f()."
    return ""


def _generated(stop: Stop) -> str:
    if stop.near.upper() == "SELECT" and stop.before[-3:] == ("ALWAYS", "AS", "("):
        return "A generated column is computed from its own row alone: a trigger can fill it from other rows."
    return ""


def _before_begin(stop: Stop) -> str:
    if stop.near.upper() != "BEGIN":
        return ""
    if not stop.in_body:
        return "A body stands in dollar quotes: AS $$ BEGIN … END $$." if stop.last == "AS" else ""
    return "A semicolon is missing before BEGIN." if len(stop.before) > 1 else ""


_EXPLANATIONS: tuple[Callable[[Stop], str], ...] = (
    _conflict, _no_sql, _expression_in_unique, _condition_of_unique, _comma, _reserved_name, _policy, _replaced, _alter_table,
    _function_of_trigger, _generated, _before_begin,
)  # fmt: skip
