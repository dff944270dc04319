"""Read the parse trees of the queries and expressions that a DO block evaluates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postgast.pg_query_pb2 import Token

from schemasync.core.parse_tree import block_values
from schemasync.core.parser import UNREADABLE, parse, parse_block, readable_tokens
from schemasync.migrations.statements import SourceStatement

_QUERY, _EXPRESSION = 0, 2
"""`RawParseMode` of PL/pgSQL's expressions; the others are assignments."""
_ASSIGN = (Token.COLON_EQUALS, Token.ASCII_61)


def evaluated_trees(statement: SourceStatement) -> Iterator[Any]:
    """The tree of a statement; of a DO block in PL/pgSQL, those of its queries and expressions that can be read."""
    if statement.node != "do_stmt":
        yield statement.tree
        return
    for found in block_values(parse_block(statement.text), "PLpgSQL_expr"):
        text, mode = found["query"], found["parseMode"]
        try:
            yield parse(text if mode == _QUERY else f"SELECT {text if mode == _EXPRESSION else _assigned(text)}")
        except UNREADABLE:
            continue


def _assigned(text: str) -> str:
    """The expression of an assignment."""
    end = next((token.end for token in readable_tokens(text) if token.token in _ASSIGN), 0)
    return text.encode()[end:].decode()
