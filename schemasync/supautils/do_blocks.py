"""Find the SQL statements inside a DO block, and replace some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from postgast.pg_query_pb2 import Token

from schemasync.core.parse_tree import block_values
from schemasync.core.parser import parse_block, scan
from schemasync.migrations.statements import UNREADABLE, parse

_NO_CODE = (Token.SCONST, Token.SQL_COMMENT, Token.C_COMMENT)


def replace_statements(block: str, change: Callable[[str], str]) -> str:
    """Replace each statement of a DO block by the result of `change`; if that is empty, the statement stays unchanged.

    Text in comments and strings that looks like a statement stays unchanged, and so does a body in plain quotes.
    """
    data = block.encode()
    try:
        constants = [token for token in scan(block).tokens if token.token == Token.SCONST]
        for token in constants:
            text = data[token.start : token.end].decode()
            if text.startswith("$"):
                tag = text[: text.index("$", 1) + 1]
                body = _with_changes(text.removeprefix(tag).removesuffix(tag), _queries(block), change)
                return (data[: token.start] + f"{tag}{body}{tag}".encode() + data[token.end :]).decode()
    except UNREADABLE:
        pass  # the server reports what is wrong with a block that cannot be read
    return block


def refusals_handled(block: str) -> tuple[list[str], list[str]]:
    """The static statements of a DO block that handles exceptions, and its expressions that make dynamic ones.

    Both are empty for a block that handles none, or that cannot be read.
    """
    tree = parse_block(block)
    if not any(True for _ in block_values(tree, "exceptions")):
        return [], []
    dynamic = [value["query"]["PLpgSQL_expr"]["query"] for value in block_values(tree, "PLpgSQL_stmt_dynexecute")]
    return list(_statements(tree)), dynamic


def _with_changes(body: str, queries: list[str], change: Callable[[str], str]) -> str:
    """The body with some of its statements replaced.

    Args:
        body: of the block.
        queries: its statements, in order.
        change: see `replace_statements`.
    """
    data, made, done = body.encode(), b"", 0
    starts = [token.start for token in scan(body).tokens if token.token not in _NO_CODE]
    for query in queries:
        old = query.encode()
        place = next((at for at in starts if at >= done and data.startswith(old, at)), None)
        if place is not None:
            made += data[done:place] + (change(query).encode() or old)
            done = place + len(old)
    return (made + data[done:]).decode()


def _queries(block: str) -> list[str]:
    """Every static SQL statement in the block, in order; none of one that cannot be read.

    Raises:
        PgQueryError, DecodeError: a statement cannot be parsed.
    """
    found = list(_statements(parse_block(block)))
    for query in found:
        parse(query)
    return found


def _statements(tree: Any) -> Iterator[str]:
    return (value["sqlstmt"]["PLpgSQL_expr"]["query"] for value in block_values(tree, "PLpgSQL_stmt_execsql"))
