"""Explain syntax errors by their probable meaning, and SQL that needs a newer PostgreSQL."""

from __future__ import annotations

from postgast.pg_query_pb2 import Token

from schemasync.core.parser import readable_tokens
from schemasync.diagnose.failure import Failure
from schemasync.diagnose.message_hints import INDEX_IN_TABLE
from schemasync.diagnose.stopped_parser import STATEMENT_BORDERS, stopped
from schemasync.migrations.statements import UNREADABLE, SourceStatement, identifiers, parse

_NO_IF_NOT_EXISTS: dict[tuple[str, ...], str] = {
    ("CREATE", "POLICY"): "CREATE POLICY has no IF NOT EXISTS; write DROP POLICY IF EXISTS … before it.",
    ("CREATE", "TRIGGER"): "CREATE TRIGGER has no IF NOT EXISTS; write CREATE OR REPLACE TRIGGER.",
    ("CREATE", "TYPE"): "CREATE TYPE has no IF NOT EXISTS; put it in a DO block that looks in pg_type first.",
    ("CREATE", "DOMAIN"): "CREATE DOMAIN has no IF NOT EXISTS; put it in a DO block that looks in pg_type first.",
    ("CREATE", "ROLE"): "CREATE ROLE has no IF NOT EXISTS; put it in a DO block that looks in pg_roles first.",
    ("CREATE", "FUNCTION"): "CREATE FUNCTION has no IF NOT EXISTS; write CREATE OR REPLACE FUNCTION.",
    ("CREATE", "VIEW"): "CREATE VIEW has no IF NOT EXISTS; write CREATE OR REPLACE VIEW.",
    ("CREATE", "PUBLICATION"): "CREATE PUBLICATION has no IF NOT EXISTS; put it in a DO block.",
    ("CREATE", "DATABASE"): "CREATE DATABASE has no IF NOT EXISTS.",
}
_ALTER = {
    ("TABLE", "CONSTRAINT"): "ADD CONSTRAINT has no IF NOT EXISTS; write DROP CONSTRAINT IF EXISTS … before it.",
    ("PUBLICATION", "ADD"): "ALTER PUBLICATION … ADD TABLE has no IF NOT EXISTS; look in pg_publication_tables first.",
    ("PUBLICATION", "DROP"): "ALTER PUBLICATION … DROP TABLE has no IF EXISTS; look in pg_publication_tables first.",
}
"""(kind of the altered object, a word of the statement) → the sentence."""
_FIRST_WORDS = {
    "RAISE": "RAISE is PL/pgSQL: put it in DO $$ BEGIN … END $$.",
    "IF": "IF is PL/pgSQL: put it in DO $$ BEGIN … END $$.",
    "PERFORM": "PERFORM is PL/pgSQL: put it in DO $$ BEGIN … END $$, or write SELECT.",
    "DECLARE": "DECLARE is PL/pgSQL: put it in DO $$ … $$.",
    "EXCEPTION": "EXCEPTION is PL/pgSQL: put it in DO $$ BEGIN … END $$.",
    "USE": "USE is MySQL's: remove it; a migration runs in the project's one database.",
    "GO": "GO is SQL Server's; end statements with a semicolon.",
    "DELIMITER": "DELIMITER is MySQL's; use dollar quotes around the body.",
}
_FOREIGN_WORDS = {
    "auto_increment": "AUTO_INCREMENT is MySQL's; write GENERATED ALWAYS AS IDENTITY.",
    "unsigned": "UNSIGNED is MySQL's; write CHECK (… >= 0).",
    "engine": "ENGINE is MySQL's; leave it out.",
    "nvarchar": "NVARCHAR is SQL Server's; write text.",
}
_NEWER = {
    "any_value": 16, "uuidv7": 18, "uuidv4": 18, "json_table": 17, "json_query": 17, "json_value": 17,
    "json_exists": 17, "uuid_extract_timestamp": 17, "array_reverse": 18, "array_sort": 18, "casefold": 18,
    "to_bin": 17, "json_scalar": 17, "json_serialize": 17, "pg_input_is_valid": 16, "array_shuffle": 16,
    "array_sample": 16, "system_user": 16, "maintain": 17, "merge_action": 17,
}  # fmt: skip
"""Functions and keywords → the first major version that has them."""
_PHRASES = {
    "only WITH CHECK expression allowed for INSERT": "A policy FOR INSERT takes WITH CHECK alone; leave USING out.",
    "WITH CHECK cannot be applied to": "A policy FOR SELECT or DELETE takes USING alone; leave WITH CHECK out.",
    "too few parameters specified for RAISE": "Its text has more % than there are values after it; write %% for a percent sign.",
    "unrecognized GET DIAGNOSTICS item": "GET DIAGNOSTICS has ROW_COUNT and PG_CONTEXT, for example; FOUND is a variable that needs no GET DIAGNOSTICS.",
    "query has no destination for result data": "In PL/pgSQL, write PERFORM in place of SELECT for a query whose result is not used.",
    "is not a known variable": "The block declares no such variable; a query has one INTO, followed by all its variables.",
}
"""Parts of PostgreSQL's messages about PL/pgSQL and policies, and what to write."""
_LONGEST = 100_000
"""Characters of the longest text that is read word by word."""
_STARTS = frozenset({"ALTER", "ANALYZE", "BEGIN", "CALL", "COMMENT", "COMMIT", "COPY", "CREATE", "DELETE", "DO", "DROP", "END",
                     "GRANT", "INSERT", "LOCK", "NOTIFY", "REFRESH", "REVOKE", "SELECT", "SET", "TRUNCATE", "UPDATE", "WITH"})  # fmt: skip
GRAMMAR = 17
"""Major version of the grammar with which migrations are parsed."""


def spelling(failure: Failure) -> str:
    """The most likely meaning of a syntax error; empty if nothing is known."""
    message, text = failure.message, failure.text
    if "\\" in message and text.startswith("\\"):
        return "A psql meta command (a line that starts with a backslash) is no SQL; remove it from the migration."
    if len(text) > _LONGEST:
        return _unterminated(message, text, failure.position)
    finders = (_unterminated, _ended_early, _foreign, _no_if_exists, _stopped)
    return next(filter(None, (find(message, text, failure.position) for find in finders)), "")


def _unterminated(message: str, text: str, position: int) -> str:
    """A comment or a string that is not closed."""
    if message.startswith("unterminated /* comment"):
        inner = text.find("/*", position + 2)
        where = f" (line {text.count(chr(10), 0, inner) + 1})" if inner > 0 else ""
        return f"A /* inside a comment{where} opens another, which needs a */ of its own." if inner > 0 else ""
    if message.startswith("unterminated dollar-quoted string"):
        return _dollars(text, position)
    if message.startswith("unterminated quoted string") and "\\'" in text:
        return "A backslash does not escape a quote in PostgreSQL: write '' for a quote in a string."
    if message.startswith("unterminated quoted string"):
        return "A string is not closed, or a quote in one is not written twice: 'it''s'."
    return ""


def _dollars(text: str, position: int) -> str:
    """A text in dollar quotes that is not closed."""
    opened = text[max(position, 0) :]
    tag = opened[: opened.find("$", 1) + 1] or "$$"
    if "\\$" in opened:
        return (
            f"The backslashes before $ are left over from a shell: write {tag}, which closes the text that {tag} opens."
        )
    return (
        f"The text that {tag} opens here is not closed, or another {tag} inside {tag} … {tag} ended the one before it."
    )


def _stopped(message: str, text: str, position: int) -> str:
    """The meaning of the place at which the parser stopped."""
    return stopped(text, position) if "syntax error" in message else ""


def _ended_early(message: str, text: str, position: int) -> str:
    """A statement that PostgreSQL takes to end elsewhere: a $$ inside $$ … $$, or a missing semicolon."""
    if "syntax error" not in message:
        return ""
    tokens = readable_tokens(text)
    data, offset = text.encode(), len(text[: max(position, 0)].encode())
    index = next((number for number, token in enumerate(tokens) if token.start == offset), 0)
    if not index:
        return ""
    near, last = (data[token.start : token.end].decode() for token in (tokens[index], tokens[index - 1]))
    if near.isdigit() and last.upper() in ("DO", "AS"):
        return f"A shell seems to have replaced $$ by its process number, {near}: quote the text in the shell, and write $$ again."
    if last.startswith("$") and not _is_complete_body(last):
        tag = last[: last.index("$", 1) + 1]
        return (
            f"A {tag} inside {tag} … {tag} ends it: quote the outer text with another tag, such as $outer$ … $outer$."
        )
    if near.upper() in _STARTS and _parses(data[:offset].decode()):
        return f"A semicolon is missing before {near}."
    return ""


def _is_complete_body(quoted: str) -> bool:
    """Whether a text in dollar quotes is a complete body: it ends in END or parses."""
    tag = quoted[: quoted.index("$", 1) + 1]
    body = quoted[len(tag) : -len(tag)]
    words = _words(body)
    return bool(words) and (words[-1] in ("END", ";") or _parses(body))


def _parses(text: str) -> bool:
    try:
        return bool(parse(text).stmts)
    except UNREADABLE:
        return False


def _foreign(message: str, text: str, position: int) -> str:
    """A word of another database's SQL, or of another language."""
    for phrase, sentence in _PHRASES.items():
        if phrase in message:
            return sentence
    low, words = message.lower(), _words(_statement(text, position))
    for word, sentence in _FOREIGN_WORDS.items():
        if f'"{word}"' in low:
            return sentence
    if "`" in message and "```" not in message:
        return "Backquotes are MySQL's; names that need quotes stand in double quotes."
    if words[:2] == ("CREATE", "TABLE") and "INDEX" in words and 'near "("' in low:
        return INDEX_IN_TABLE
    if words[:2] == ("CREATE", "POLICY") and 'near ","' in low:
        return "A policy is FOR one command, or FOR ALL: write a policy for each command."
    if words and f'"{words[0].lower()}"' in low:
        return _FIRST_WORDS.get(words[0], "")
    return ""


def _no_if_exists(message: str, text: str, position: int) -> str:
    """IF EXISTS or IF NOT EXISTS where PostgreSQL has none."""
    if not any(f'"{word}"' in message.lower() for word in ("not", "exists")):
        return ""
    words = tuple(
        word for word in _words(_statement(text, position)) if word not in ("OR", "REPLACE", "RECURSIVE", "UNIQUE")
    )
    if words[:1] == ("ALTER",):
        known = (sentence for (what, word), sentence in _ALTER.items() if words[1:2] == (what,) and word in words)
        return next(known, "")
    return _NO_IF_NOT_EXISTS.get(words[:2], "")


def _statement(text: str, position: int) -> str:
    """The statement in a block's body that holds a position; the text itself where it is no block."""
    data, offset = text.encode(), len(text[: max(position, 0)].encode())
    for token in readable_tokens(text):
        quoted = data[token.start : token.end].decode()
        if quoted.startswith("$") and token.start < offset < token.end and token.token == Token.SCONST:
            tag = quoted.index("$", 1) + 1
            start = len(data[: token.start].decode()) + tag
            return _statement(quoted[tag:-tag], position - start)
    before = [token for token in readable_tokens(text) if token.start < offset]
    starts = [token.end for token in before if data[token.start : token.end].decode().upper() in STATEMENT_BORDERS]
    ends = [token.start for token in readable_tokens(text) if token.start >= offset and token.token == Token.ASCII_59]
    return data[starts[-1] if starts else 0 : ends[0] if ends else None].decode()


def newer_postgres(statement: SourceStatement | None, major: int, *, is_syntax_error: bool = False) -> str:
    """Explain that a statement needs a newer PostgreSQL than the server; empty if nothing shows that it does.

    Args:
        statement: that the server refused.
        major: the server's major version; 0 if it is not known.
        is_syntax_error: the server could not parse it.
    """
    if statement is None or not major:
        return ""
    newer = [word for word in sorted(identifiers(statement.text)) if _NEWER.get(word, 0) > major]
    if newer:
        word = max(newer, key=lambda word: _NEWER[word])
        return (
            f"PostgreSQL has {word} from version {_NEWER[word]} on, and this replay ran on {major} "
            "(db.major_version in config.toml)."
        )
    if (
        is_syntax_error
        and statement.node
        and major < GRAMMAR
        and not statement.node.endswith(("function_stmt", "do_stmt"))
    ):
        return f"PostgreSQL {GRAMMAR} can read this, and {major} cannot: it needs a newer version (db.major_version in config.toml)."
    return ""


def _words(text: str) -> tuple[str, ...]:
    data = text.encode()
    return tuple(data[token.start : token.end].decode(errors="replace").upper() for token in readable_tokens(text))
