"""Lay a definition out over several lines for people to read; no SQL that is executed goes through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlparse
from sqlparse import tokens
from sqlparse.exceptions import SQLParseError
from sqlparse.sql import Token

WIDTH = 100
"""Characters of the longest line of a definition that is not laid out."""
LARGEST = 20_000
"""Characters of the longest definition that is laid out; the time grows faster than the length."""
_POLICY_CLAUSES = ("FOR", "TO", "USING", "WITH CHECK", "WITH")
_INDENT = "  "


def laid_out_alike(before: str, after: str) -> tuple[str, str]:
    """Lay out both of two texts if one of them has long lines, so that a comparison shows what differs, and not the layout."""
    if _has_long_lines(before) or _has_long_lines(after):
        return _laid_out(before), _laid_out(after)
    return before, after


def laid_out(definition: str) -> str:
    """Break the long lines of a view's, a policy's or an expression's text at its clauses.

    Only white space between tokens changes. A text without long lines is returned as it is, and so are a routine, whose
    lines PostgreSQL or its author has chosen, and a text that cannot be laid out without any other change.
    """
    return _laid_out(definition) if _has_long_lines(definition) else definition


def _has_long_lines(text: str) -> bool:
    return any(len(line) > WIDTH for line in text.strip().splitlines())


def _laid_out(definition: str) -> str:
    text = definition.strip()
    if not text or len(text) > LARGEST:
        return definition
    try:
        before = _tokens(text)
        words = [token.value.upper() for token in before[:6]]
        if words[0].startswith("CREATE") and {"FUNCTION", "PROCEDURE"} & set(words):
            return definition
        is_policy = words[1:2] == ["POLICY"] or words[0] in ("FOR", "RESTRICTIVE")
        after = _policy(text) if is_policy else _reindented(text)
        return after if _values(before) == _values(_tokens(after)) else definition
    except (SQLParseError, RecursionError):
        return definition


def _reindented(text: str) -> str:
    return str(sqlparse.format(text, reindent=True)).strip()


def _tokens(text: str) -> list[Token]:
    """The tokens of a text without white space."""
    return [token for statement in sqlparse.parse(text) for token in statement.flatten() if not token.is_whitespace]


def _values(found: Sequence[Token]) -> list[str]:
    """Texts of tokens; those of key words of two words have one space."""
    return [" ".join(token.value.split()) if token.ttype in tokens.Keyword else token.value for token in found]


def _policy(text: str) -> str:
    """CREATE POLICY or ALTER POLICY with one clause on each line, and the expressions below their clauses."""
    lines = []
    for clause in _clauses(text):
        head, opening, expression = clause.partition("(")
        if opening and len(clause) > WIDTH and head.strip().upper() in ("USING", "WITH CHECK"):
            inside = _reindented(opening + expression).replace("\n", f"\n{_INDENT * 2}")
            lines.append(f"{head.strip()}\n{_INDENT * 2}{inside}")
        else:
            lines.append(clause)
    return f"\n{_INDENT}".join(lines)


def _clauses(text: str) -> Iterator[str]:
    """Parts of a policy's text that begin with a clause's first word outside parentheses."""
    part, depth = "", 0
    for token in sqlparse.parse(text)[0].flatten():
        starts = token.ttype in tokens.Keyword or token.ttype in tokens.Name
        if depth == 0 and starts and token.value.upper() in _POLICY_CLAUSES and part.strip():
            yield part.strip()
            part = ""
        depth += {"(": 1, ")": -1}.get(token.value, 0) if token.ttype in tokens.Punctuation else 0
        part += " " if token.is_whitespace else token.value
    yield part.strip()
