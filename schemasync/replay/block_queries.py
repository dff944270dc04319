"""Read the parse trees of the queries and expressions that a DO block evaluates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import postgast
from postgast.pg_query_pb2 import Token

from schemasync.core.parser import UNREADABLE, parse, readable_tokens
from schemasync.migrations.statements import SourceStatement

_QUERY, _EXPRESSION = 0, 2
"""`RawParseMode` of PL/pgSQL's expressions; the others are assignments."""
_ASSIGN = (Token.COLON_EQUALS, Token.ASCII_61)


def evaluated_trees(statement: SourceStatement) -> Iterator[Any]:
    """The tree of a statement; of a DO block in PL/pgSQL, those of its queries and expressions that can be read."""
    if statement.node != "do_stmt":
        yield statement.tree
        return
    try:
        block = postgast.parse_plpgsql(statement.text)
    except (*UNREADABLE, ValueError, RecursionError):
        return
    for text, mode in _expressions(block):
        try:
            yield parse(text if mode == _QUERY else f"SELECT {text if mode == _EXPRESSION else _assigned(text)}")
        except UNREADABLE:
            continue


def _expressions(tree: Any) -> Iterator[tuple[str, int]]:
    """(text, parse mode) of each expression of a block."""
    for item in tree if isinstance(tree, list) else ():
        yield from _expressions(item)
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if key == "PLpgSQL_expr":
            yield value["query"], value["parseMode"]
        else:
            yield from _expressions(value)


def _assigned(text: str) -> str:
    """The expression of an assignment."""
    end = next((token.end for token in readable_tokens(text) if token.token in _ASSIGN), 0)
    return text.encode()[end:].decode()
