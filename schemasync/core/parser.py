"""PostgreSQL's own parser (libpg_query), guarded against texts that would crash it.

libpg_query prints its tree by recursion and does not check the depth of the stack: a sum of 22,000 parts ends the process. protobuf
reads no tree that is deeper than a hundred levels in any case. So a text that may be nested deeply is not parsed at all.
The parser of PL/pgSQL bounds its own depth, and prints expressions as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import postgast
from google.protobuf.message import DecodeError
from postgast.pg_query_pb2 import Token

UNREADABLE = (postgast.PgQueryError, DecodeError)
"""Errors of `parse`: the text is no SQL, or nested deeper than protobuf reads (a sum of fifty parts)."""
SHORT = 10_000
"""Characters of a text that is parsed without a check of its depth.

A level has at least two characters, as in `1+1+1`, and takes up to 1,100 bytes of a stack of 8 MB.
"""
DEEPEST = 2_000
"""Most levels of a longer text that is parsed."""

MOST_STEPS = 100_000_000
"""Most steps of the lexer in runs of operator characters, which take less than a second."""
_OPERATOR = frozenset("~!@#^&|`?+-*/%<>=")
_COMMENTS = (Token.SQL_COMMENT, Token.C_COMMENT)
_OPENING = (Token.ASCII_40, Token.ASCII_91)
_CLOSING = (Token.ASCII_41, Token.ASCII_93)
_COMMA, _SEMICOLON = Token.ASCII_44, Token.ASCII_59
_SET_OPERATIONS = (Token.UNION, Token.INTERSECT, Token.EXCEPT)


def parse(text: str) -> Any:
    """The grammar's tree of a text.

    Raises:
        PgQueryError, DecodeError: `UNREADABLE`: it is no SQL, or nested too deep to be read.
    """
    _check_comments(text)
    if len(text) > SHORT and depth_bound(text) > DEEPEST:
        raise DecodeError("the text is nested too deeply")
    return postgast.parse(text)


def parse_block(text: str) -> Any:
    """PL/pgSQL's tree of the code in a DO block or a CREATE FUNCTION; None for a text that cannot be read."""
    try:
        return postgast.parse_plpgsql(text)
    except (*UNREADABLE, ValueError, RecursionError):
        return None


def scan(text: str) -> Any:
    """The tokens of a text, by PostgreSQL's lexer.

    Raises:
        PgQueryError: the text cannot be cut into tokens, or that would take too long.
    """
    _check_comments(text)
    return postgast.scan(text)


def readable_tokens(text: str) -> tuple[Any, ...]:
    """The tokens of a text without its comments; none where it cannot be cut into tokens."""
    try:
        return tuple(token for token in scan(text).tokens if token.token not in _COMMENTS)
    except postgast.PgQueryError:
        return ()


def identifiers(body: str) -> Iterator[str]:
    """Every identifier of a text, as SQL's own scanner sees it."""
    data = body.encode()
    try:
        tokens = scan(body).tokens
    except postgast.PgQueryError:
        return
    for token in tokens:
        word = data[token.start : token.end].decode(errors="replace")
        if word.startswith('"'):
            yield word[1:-1].replace('""', '"')
        elif word[:1].isalpha() or word[:1] == "_":
            yield word.lower()


def _check_comments(text: str) -> None:
    """Refuse comments that begin one right after the other (`/*/*/*…`), for which the lexer takes quadratic time.

    At each of them it reads all operator characters that follow, and goes back to the second one.
    """
    if text.count("/*") * len(text) <= MOST_STEPS:
        return
    steps = 0
    for is_operator, run in groupby(text, _OPERATOR.__contains__):
        if is_operator:
            characters = "".join(run)
            steps += characters.count("/*") * len(characters)
    if steps > MOST_STEPS:
        raise postgast.PgQueryError("too many comments begin one right after the other")


def depth_bound(text: str) -> int:
    """A number of levels that the grammar's tree of a text does not exceed.

    Each level takes a token: at its own level of parentheses, or at one around it. A comma ends every expression and
    every join at its level, but no set operation: `SELECT 1, 2 UNION SELECT 1, 2 UNION …` is nested.

    Raises:
        PgQueryError: the text cannot be cut into tokens.
    """
    tokens, operations = 0, 0  # since the last comma, and since the last semicolon, at this level
    around: list[tuple[int, int]] = []  # the same of the levels around it
    outside = deepest = 0
    for token in scan(text).tokens:
        kind = token.token
        if kind in _OPENING:
            around.append((tokens, operations))
            outside += tokens + operations + 1
            tokens = operations = 0
        elif kind in _CLOSING:
            if around:
                tokens, operations = around.pop()
                outside -= tokens + operations + 1
            tokens += 1
        elif kind == _COMMA:
            tokens = 0
        elif kind == _SEMICOLON:
            tokens = operations = 0
        elif kind not in _COMMENTS:
            tokens += 1
            operations += kind in _SET_OPERATIONS
        deepest = max(deepest, outside + tokens + operations)
    return deepest
