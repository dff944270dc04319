"""Split a migration into statements with PostgreSQL's grammar, and read the names in SQL with its lexer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

import postgast
from postgast.pg_query_pb2 import Token

from schemasync.core.parser import UNREADABLE, parse, scan

__all__ = ["UNREADABLE", "SourceStatement", "SyntaxProblem", "parse", "split"]

TRANSACTION = "transaction_stmt"
RUNS_CODE = ("do_stmt", "select_stmt", "call_stmt")
"""Statements that run code, in which others may stand: only a run shows what they do."""
_UNPARSED = ""
_COMMENTS = frozenset((Token.SQL_COMMENT, Token.C_COMMENT))
_SEMICOLON, _ATOMIC, _BEGIN = Token.ASCII_59, Token.ATOMIC, Token.BEGIN_P
_INSIGNIFICANT = _COMMENTS | {_SEMICOLON}
_PARENTHESES = {Token.ASCII_40: 1, Token.ASCII_41: -1}
_BLOCKS = {Token.CASE: 1, Token.END_P: -1}
_LEVELS = 5
"""String constants inside each other that are read as code; each level is scanned with all that are inside it."""


@dataclass(frozen=True, slots=True)
class SourceStatement:
    """One statement of a file.

    Attributes:
        text: without the semicolon and without comments around it.
        start: offset in the file, in characters.
        line: 1-based line of its first character.
        node: libpg_query's name of its kind (`create_stmt`); empty if it does not parse.
        tree: that node; None if it does not parse.
    """

    text: str
    start: int
    line: int
    node: str
    tree: Any = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """The lexer's error in a file that cannot be cut into tokens, and its offset in characters."""

    message: str
    offset: int


def split(sql: str) -> tuple[list[SourceStatement], SyntaxProblem | None]:
    """Split a file into statements.

    The whole file is parsed; if a statement in it does not parse, the file is cut at its semicolon tokens,
    so that the server can say what is wrong with that statement.

    Returns:
        The statements, and the problem that kept the rest of the file from being read, if any.
    """
    data = sql.encode()
    try:
        raw = parse(sql).stmts
        pieces = [(s.stmt_location, s.stmt_location + s.stmt_len if s.stmt_len else len(data), s.stmt) for s in raw]
    except UNREADABLE:
        try:
            pieces = [(start, end, None) for start, end in _cut(sql)]
        except postgast.PgQueryError as error:
            return [], SyntaxProblem(error.message, max(error.cursorpos - 1, 0))
    return list(_statements(data, pieces)), None


def _statements(data: bytes, pieces: list[tuple[int, int, Any]]) -> Iterator[SourceStatement]:
    line, counted, characters = 1, 0, 0
    for start, end, node in pieces:
        text = data[start:end].decode()
        lead = len(text) - len(text.lstrip())
        offset = start + len(text[:lead].encode())
        between = data[counted:offset].decode()
        line += between.count("\n")
        characters += len(between)
        counted = offset
        parsed = _parse_one(text) if node is None else node
        name = (parsed.WhichOneof("node") if parsed is not None else None) or _UNPARSED
        yield SourceStatement(text.strip(), characters, line, name, getattr(parsed, name) if name else None)


def _parse_one(text: str) -> Any:
    try:
        statements = parse(text).stmts
    except UNREADABLE:
        return None
    return statements[0].stmt if len(statements) == 1 else None


def _cut(sql: str) -> Iterator[tuple[int, int]]:
    """Byte ranges between semicolons outside parentheses and `BEGIN ATOMIC … END`."""
    depth = blocks = 0
    start: int | None = None
    end = 0
    previous = 0
    for token in scan(sql).tokens:
        kind = token.token
        if kind in _COMMENTS:
            continue
        if kind == _SEMICOLON and depth <= 0 and not blocks:
            if start is not None:
                yield start, end
            start, depth = None, 0
        else:
            depth += _PARENTHESES.get(kind, 0)
            if kind == _ATOMIC and previous == _BEGIN:
                blocks = 1
            elif blocks:
                blocks += _BLOCKS.get(kind, 0)
            start = token.start if start is None else start
            end = token.end
        previous = kind
    if start is not None:
        yield start, end


def makes_schema(sql: str, name: str) -> bool:
    """Whether a text creates a schema of that name without IF NOT EXISTS."""
    found, _ = split(sql)
    return any(s.node == "create_schema_stmt" and s.tree.schemaname == name and not s.tree.if_not_exists for s in found)


def fingerprint(sql: str) -> str:
    """The tokens of SQL as one string, without comments, white space and semicolons: equal for the same SQL."""
    try:
        tokens = scan(sql).tokens
    except postgast.PgQueryError:
        return " ".join(sql.replace(";", " ").split())
    data = sql.encode()
    found = b"\x1f".join([data[token.start : token.end] for token in tokens if token.token not in _INSIGNIFICANT])
    return found.decode(errors="replace")


def same_sql(one: str, other: str) -> bool:
    """Whether two texts have the same tokens, apart from comments and semicolons."""
    return one == other or fingerprint(one) == fingerprint(other)


def locate(sql: str, offset: int) -> tuple[int, int]:
    """(line, column), both 1-based, of an offset in characters."""
    before = sql[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def mentioned_names(sql: str) -> frozenset[str]:
    """Everything in SQL that may be a name: identifiers, string constants, and the words inside constants."""
    try:
        tokens = scan(sql).tokens
    except postgast.PgQueryError:
        return identifiers(sql)
    data = sql.encode()
    constants = [data[t.start : t.end].decode(errors="replace") for t in tokens if t.token == Token.SCONST]
    return (
        identifiers(sql)
        | {word for text in constants for word in words(text)}
        | {text.strip("'").replace("''", "'") for text in constants}
    )


def identifiers(sql: str) -> frozenset[str]:
    """Every identifier and keyword in SQL, as PostgreSQL's lexer folds it, and every word inside string constants."""
    try:
        tokens = scan(sql).tokens
    except postgast.PgQueryError:
        return frozenset(words(sql))
    data = sql.encode()
    constants = [data[t.start : t.end].decode(errors="replace") for t in tokens if t.token == Token.SCONST]
    inside = (text.replace("(", " ").replace(".", " ").replace('"', " ").split() for text in constants)
    return frozenset(chain(_names_of(tokens, data), *inside))


def identifiers_in_code(sql: str) -> frozenset[str]:
    """Every identifier and keyword in SQL or PL/pgSQL outside string constants, as PostgreSQL's lexer folds it."""
    try:
        return frozenset(_names_of(scan(sql).tokens, sql.encode()))
    except postgast.PgQueryError:
        return frozenset(words(sql))


def called_in_code(code: str) -> frozenset[str]:
    """Every name in SQL or PL/pgSQL before an opening parenthesis, as PostgreSQL's lexer folds it."""
    try:
        tokens = [token for token in scan(code).tokens if token.token not in _COMMENTS]
    except postgast.PgQueryError:
        return frozenset(words(code))
    before = (token for token, then in pairwise(tokens) if then.token == Token.ASCII_40)
    return frozenset(_names_of(before, code.encode()))


def _names_of(tokens: Iterable[Any], data: bytes) -> Iterator[str]:
    for token in tokens:
        text = data[token.start : token.end].decode(errors="replace")
        if text[:1] == '"':
            yield text[1:-1].replace('""', '"')
        elif text[:1].isidentifier() and token.token != Token.SCONST:
            yield text.lower()


def code_words(code: str, levels: int = _LEVELS) -> list[str]:
    """The tokens of SQL or PL/pgSQL in capitals, without comments; a string constant is an empty one.

    Of a DO block, and of code that runs strings with EXECUTE, the tokens inside string constants follow.

    Args:
        code: the source.
        levels: how many string constants inside each other are read as code; the words of deeper ones count, in comments too.
    """
    if not levels:
        return words(code.upper())
    try:
        tokens = scan(code).tokens
    except postgast.PgQueryError:
        return words(code.upper())
    data = code.encode()
    texts = [(t.token, data[t.start : t.end].decode(errors="replace")) for t in tokens if t.token not in _COMMENTS]
    found = ["" if kind == Token.SCONST else text.upper() for kind, text in texts]
    if "EXECUTE" in found or found[:1] == ["DO"]:
        found += [
            word for kind, text in texts if kind == Token.SCONST for word in code_words(_inside(text), levels - 1)
        ]
    return found


def _inside(constant: str) -> str:
    """The text of a string constant in single quotes or dollar quotes."""
    if constant.startswith("$"):
        tag = constant[: constant.index("$", 1) + 1]
        return constant.removeprefix(tag).removesuffix(tag)
    return constant[constant.find("'") + 1 : -1].replace("''", "'")


def words(text: str) -> list[str]:
    """Split a text that need not be SQL (a message, a comment) into runs of letters, digits and `_`."""
    return "".join(character if character.isalnum() or character == "_" else " " for character in text).split()


def mentions_name(text: str, name: str) -> bool:
    """Whether a text that need not be SQL contains a name, as whole words; an operator has none, and may be anywhere."""
    return _contains(words(text), words(name)) if words(name) else name in text


def mentions_words(sql: str, *wanted: str) -> bool:
    """Whether SQL contains these words, given in capitals, one after the other: in code or within one string constant."""
    if any(word not in sql.upper() for word in wanted):
        return False
    try:
        tokens = scan(sql).tokens
    except postgast.PgQueryError:
        return _contains(words(sql.upper()), wanted)
    data = sql.encode()
    found: list[str] = []
    for token in tokens:
        text = data[token.start : token.end].decode(errors="replace").upper()
        if token.token == Token.SCONST:
            found += ["", *words(text), ""]
        elif token.token not in (Token.SQL_COMMENT, Token.C_COMMENT):
            found.append(text)
    return _contains(found, wanted)


def _contains(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether one sequence contains another without a gap."""
    size = len(wanted)
    return any(list(found[at : at + size]) == list(wanted) for at in range(len(found) - size + 1))


def enum_name(tree: Any, field: str) -> str:
    """Name of a protobuf enumeration's value."""
    number = getattr(tree, field)
    return str(tree.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number[number].name)
