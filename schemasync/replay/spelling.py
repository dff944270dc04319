"""SQL that never worked, with what was meant, and SQL that only a newer PostgreSQL knows."""

from __future__ import annotations

import postgast

from schemasync.replay.statements import SourceStatement, identifiers

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
    ("ALTER", "TABLE"): "ADD CONSTRAINT has no IF NOT EXISTS; write DROP CONSTRAINT IF EXISTS … before it.",
    (
        "ALTER",
        "PUBLICATION",
    ): "ALTER PUBLICATION … ADD TABLE has no IF NOT EXISTS; look in pg_publication_tables first.",
}
_FIRST_WORDS = {
    "RAISE": "RAISE is PL/pgSQL: put it in DO $$ BEGIN … END $$.",
    "IF": "IF is PL/pgSQL: put it in DO $$ BEGIN … END $$.",
    "PERFORM": "PERFORM is PL/pgSQL: put it in DO $$ BEGIN … END $$, or write SELECT.",
    "DECLARE": "DECLARE is PL/pgSQL: put it in DO $$ … $$.",
    "EXCEPTION": "EXCEPTION is PL/pgSQL: put it in DO $$ BEGIN … END $$.",
    "USE": "USE is MySQL's; a migration runs in the project's one database.",
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
"""Words → the PostgreSQL that first knew them."""
GRAMMAR = 17
"""The major whose grammar reads migrations here."""


def spelling(message: str, statement: SourceStatement | None) -> str:
    """What a syntax error most likely means."""
    if "\\" in message and (statement is None or statement.text.startswith("\\")):
        return "A psql meta command (a line that starts with a backslash) is no SQL; remove it from the migration."
    if statement is None:
        return ""
    words = _words(statement.text)
    low = message.lower()
    if '"not"' in low or '"exists"' in low:
        skipped = tuple(word for word in words[:4] if word not in ("OR", "REPLACE", "RECURSIVE", "UNIQUE"))
        return _NO_IF_NOT_EXISTS.get(skipped[:2], "")
    for word, sentence in _FOREIGN_WORDS.items():
        if f'"{word}"' in low:
            return sentence
    if "`" in message:
        return "Backquotes are MySQL's; names that need quotes stand in double quotes."
    if words[:2] == ("CREATE", "TABLE") and "INDEX" in words and 'near "("' in low:
        return "An INDEX inside CREATE TABLE is MySQL's; write CREATE INDEX after it."
    if words and f'"{words[0].lower()}"' in low:
        return _FIRST_WORDS.get(words[0], "")
    return ""


def newer_postgres(statement: SourceStatement | None, major: int, *, unread: bool = False) -> str:
    """Whether it needs a newer PostgreSQL than the one that refused it; `unread` if that could not read it."""
    if statement is None or not major:
        return ""
    known = [_NEWER[word] for word in identifiers(statement.text) if _NEWER.get(word, 0) > major]
    if known:
        return (
            f"It needs PostgreSQL {max(known)} or newer; this replay ran on {major} (db.major_version in config.toml)."
        )
    if unread and statement.node and major < GRAMMAR and not statement.node.endswith(("function_stmt", "do_stmt")):
        return f"PostgreSQL {GRAMMAR} can read this, and {major} cannot: it needs a newer major (db.major_version)."
    return ""


def _words(text: str) -> tuple[str, ...]:
    try:
        tokens = postgast.scan(text).tokens
    except postgast.PgQueryError:
        return ()
    data = text.encode()
    return tuple(data[token.start : token.end].decode(errors="replace").upper() for token in tokens[:400])
