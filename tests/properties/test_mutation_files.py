"""Blocks of `corpus/<kind>/mutations.sql` are read in full, and a malformed one is refused with its place."""

from __future__ import annotations

import pytest

from schemasync.core.model import Ref
from tests.properties.mutations import CORPUS, MUTATIONS, MalformedError, Mutation, parse

FULL = """
-- mutation: a-grant
-- blame: grant anon of table app/t
-- also: comment of schema app
-- also: column app/t/c
-- from: 17
-- before: 18
-- setup: CREATE TABLE app.t ();
-- setup: SELECT 1;
-- unsolved: a reason: with a colon
GRANT SELECT
    ON app.t TO anon;

-- mutation: idle
-- blame: nothing
NOTIFY hello;
"""


def test_all_keys() -> None:
    """Every key of a header reaches the mutation, and statements keep their lines."""
    table = Ref("table", ("app", "t"))
    assert parse(FULL) == (
        Mutation(
            "a-grant",
            "GRANT SELECT\n    ON app.t TO anon",
            Ref("grant", ("anon",), table),
            (Ref("comment", (), Ref("schema", ("app",))), Ref("column", ("app", "t", "c"))),
            17,
            18,
            "CREATE TABLE app.t ();\nSELECT 1;",
            "a reason: with a colon",
        ),
        Mutation("idle", "NOTIFY hello", None),
    )


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("-- blame: nothing\nSELECT 1;", "f.sql:3: the header lacks `mutation`"),
        ("-- mutation: a\nSELECT 1;", "f.sql:3: the header lacks `blame`"),
        ("SELECT 1;", "f.sql:3: the header lacks `mutation`"),
        ("-- mutation: a\n-- blame: nothing", "f.sql:3: a statement that ends in a semicolon must follow the header"),
        ("-- mutation: a\n-- blame: nothing\nSELECT 1", "f.sql:3: a statement that ends in a semicolon"),
        ("-- mutation: a\n-- blame: nothing\n;", "f.sql:3: a statement that ends in a semicolon"),
        ("-- mutation: a\n-- blames: nothing\nSELECT 1;", "f.sql:3: `-- blames: nothing` is no header line"),
        ("-- a remark\nSELECT 1;", "f.sql:3: `-- a remark` is no header line"),
        ("-- mutation: a\n-- mutation: b\n-- blame: nothing\nSELECT 1;", "f.sql:3: `mutation` occurs twice"),
        ("-- mutation: a\n-- blame: schema\nSELECT 1;", "f.sql:3: `schema` names no object"),
        ("-- mutation: a\n-- blame: comment of schema\nSELECT 1;", "f.sql:3: `schema` names no object"),
        ("-- mutation: a\n-- blame: nothing\n-- from: new\nSELECT 1;", "f.sql:3: `from` must be a major version"),
    ],
)
def test_malformed(block: str, message: str) -> None:
    """A block that lacks something, or has something unknown, is refused with its file and line."""
    with pytest.raises(MalformedError) as caught:
        parse(f"\n\n{block}\n", "f.sql")
    assert str(caught.value).startswith(message)


def test_every_file_is_read() -> None:
    """No file of the corpus is passed over, and none is empty."""
    files = sorted(CORPUS.glob("*/mutations.sql"))
    read = [parse(file.read_text(encoding="utf-8")) for file in files]
    assert all(read)
    assert sum(map(len, read)) == len(MUTATIONS)
