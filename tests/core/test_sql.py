"""Identifiers, literals, bodies and storage options are quoted as the server quotes and reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemasync.core import sql
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.sql_names import ask, awkward, names, server_settings, texts, words


@pytest.fixture(scope="module")
def connection(shadow: ShadowServer) -> Iterator[psycopg.Connection[Any]]:
    with shadow.connect("postgres", ADMIN) as opened:
        yield opened


@server_settings
@given(st.one_of(names, words))
@example("select")
@example('a"b')
@example("Ⅷ")
@example("naïve")
def test_identifiers(connection: psycopg.Connection[Any], name: str) -> None:
    """The server reads an identifier back as the name, and it is quoted just where `quote_ident` quotes."""
    printed = sql.ident(name)
    assert ask(connection, "SELECT (parse_ident(%s))[1] = %s", printed, name)
    assert printed in (ask(connection, "SELECT quote_ident(%s)", name), '"' + name.replace('"', '""') + '"')
    row = connection.execute(f"SELECT 1 AS {printed}".encode())
    assert row.description is not None
    if len(name.encode()) < 64:
        assert row.description[0].name == name


def test_every_keyword(connection: psycopg.Connection[Any]) -> None:
    """Of this server's keywords, those that need quotes get them, and they work as names of columns and tables."""
    keywords = [word for (word,) in connection.execute("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'")]
    assert len(keywords) > 100
    unquoted = [word for word in keywords if sql.ident(word) == word]
    assert not unquoted
    plain = [word for (word,) in connection.execute("SELECT word FROM pg_get_keywords()")]
    listed = ", ".join(f"{sql.ident(word)} int" for word in plain)
    connection.execute(f"CREATE TEMP TABLE keywords ({listed})".encode())
    connection.execute(b"DROP TABLE keywords")


@server_settings
@given(st.one_of(texts, awkward))
@example("\\")
@example("it's \\' so")
@example("")
def test_literals(connection: psycopg.Connection[Any], text: str) -> None:
    printed = sql.literal(text)
    assert ask(connection, f"SELECT {printed}") == text
    assert printed == ask(connection, "SELECT quote_literal(%s)", text)
    connection.execute(b"SET standard_conforming_strings = on")


@server_settings
@given(
    st.one_of(
        texts,
        awkward,
        st.sampled_from(["$", "$$", "$body$", "a$", "$body1$ $$ $body$", "$bod", "x$body", "$body$body"]),
    )
)
def test_dollar_quotes(connection: psycopg.Connection[Any], body: str) -> None:
    assert ask(connection, f"SELECT {sql.dollar(body)}") == body


@given(st.lists(names, min_size=1, max_size=3))
def test_names_are_joined(parts: list[str]) -> None:
    assert sql.name(*parts) == ".".join(map(sql.ident, parts))


def test_roles() -> None:
    assert sql.roles(["public", "anon", "My Role"]) == 'PUBLIC, anon, "My Role"'


@server_settings
@given(st.dictionaries(st.sampled_from(["fillfactor", "autovacuum_enabled", "toast.autovacuum_enabled", "security_barrier"]),
                       st.sampled_from(["10", "true", "false", "on", "it's", "-1.5", "a b", "select"])))  # fmt: skip
def test_storage_options(options: dict[str, str]) -> None:
    assert sql.parse_options(f"{key}={value}" for key, value in options.items()) == options
    assert [s.text for s in sql.set_options("ALTER TABLE t", [], [])] == []


@pytest.mark.parametrize(
    ("value", "is_true"), [("true", True), ("T", True), ("Yes", True), ("on", True), ("1", True), ("", False), ("o", False),
                           ("off", False), ("false", False), ("0", False)],
)  # fmt: skip
def test_a_boolean_is_read_as_postgresql_reads_it(value: str, *, is_true: bool) -> None:
    """In any case, and shortened where that is clear."""
    assert sql.is_true(value) == is_true


def test_set_options() -> None:
    texts = [s.text for s in sql.set_options("ALTER TABLE t", ["fillfactor=10", "a=b"], ["fillfactor=20"])]
    assert texts == ["ALTER TABLE t RESET (a)", "ALTER TABLE t SET (fillfactor=20)"]
