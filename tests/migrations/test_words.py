"""Words and names in texts that are no SQL, and phrases in SQL, are found without a guess at its grammar."""

from __future__ import annotations

import pytest

from schemasync.migrations.statements import identifiers, mentioned_names, mentions_name, mentions_words, words


@pytest.mark.parametrize(
    ("message", "name", "found"),
    [
        ('relation "app.people" does not exist', "people", True),
        ('relation "app.people_old" does not exist', "people", False),
        ('relation "public.my table" does not exist', "my table", True),
        ("column p.age does not exist", "age", True),
        ("function app.Odd Name(integer) does not exist", "Odd Name", True),
        ("function app.count_2(integer) does not exist", "count_2", True),
        ("operator does not exist: app.box === app.box", "===", True),
        ("operator does not exist: app.box == app.box", "===", False),
        ("it doesn't exist: a-b", "a-b", True),
    ],
)
def test_names_in_messages(message: str, name: str, found: bool) -> None:  # noqa: FBT001
    """A name counts as whole words; an operator's as it is."""
    assert mentions_name(message, name) == found


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM anon;", True),
        ("alter default\n  privileges grant select on tables to anon", True),
        ("-- ALTER DEFAULT PRIVILEGES\nSELECT 1;", False),
        ("/* default privileges */ CREATE TABLE t (a int DEFAULT 1); GRANT ALL PRIVILEGES ON t TO anon;", False),
        ("DO $$ BEGIN EXECUTE 'ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO anon'; END $$", True),
        ("CREATE TABLE t (\"DEFAULT PRIVILEGES\" int); SELECT 'default'", False),
        ("SELECT 'not closed ALTER DEFAULT PRIVILEGES", True),
    ],
)
def test_phrases_in_sql(sql: str, found: bool) -> None:  # noqa: FBT001
    """Comments and quoted identifiers do not count, string constants do; what cannot be scanned counts as words."""
    assert mentions_words(sql, "DEFAULT", "PRIVILEGES") == found


def test_texts_that_are_no_sql() -> None:
    """They are split into words, so that nothing is missed."""
    assert words("it's a-b_1 (c)") == ["it", "s", "a", "b_1", "c"]
    assert {"app", "t_1"} <= identifiers("SELECT 'open app.t_1")
    assert {"app", "t_1", "public.T"} <= mentioned_names("SELECT f('app.t_1', 'public.T')")
