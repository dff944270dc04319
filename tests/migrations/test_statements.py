"""Files are cut into statements by PostgreSQL's own grammar, and each statement knows where it stands."""

from __future__ import annotations

import pytest

from schemasync.migrations.statements import SourceStatement, code_words, identifiers, locate, split

PIECES = {
    "two": ("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
    "no semicolon at the end": ("SELECT 1", ["SELECT 1"]),
    "empty statements": (";;\n; SELECT 1;;\n;", ["SELECT 1"]),
    "nothing": ("", []),
    "blank": (" \n\t\r\n", []),
    "only comments": ("-- one;\n/* two; */", []),
    "semicolon in a string": ("SELECT ';'; SELECT 2", ["SELECT ';'", "SELECT 2"]),
    "doubled quote": ("SELECT 'it''s; so'; SELECT 2", ["SELECT 'it''s; so'", "SELECT 2"]),
    "escape string": (r"SELECT E'\'; a'; SELECT 2", [r"SELECT E'\'; a'", "SELECT 2"]),
    "backslash in a plain string": (r"SELECT 'a\'; SELECT 2", [r"SELECT 'a\'", "SELECT 2"]),
    "unicode string": (r"SELECT U&'\0061;'; SELECT 2", [r"SELECT U&'\0061;'", "SELECT 2"]),
    "quoted identifier": ('SELECT 1 AS "a;""b"; SELECT 2', ['SELECT 1 AS "a;""b"', "SELECT 2"]),
    "dollar quotes": ("DO $$ BEGIN; END; $$; SELECT 2", ["DO $$ BEGIN; END; $$", "SELECT 2"]),
    "dollar quotes in dollar quotes": (
        "DO $a$ SELECT $b$ ; $$ ; $$ $b$; $a$; SELECT 2",
        ["DO $a$ SELECT $b$ ; $$ ; $$ $b$; $a$", "SELECT 2"],
    ),
    "dollar in an identifier": ("SELECT 1 AS a$b$c; SELECT 2", ["SELECT 1 AS a$b$c", "SELECT 2"]),
    "parameter-like": ("SELECT $1; SELECT 2", ["SELECT $1", "SELECT 2"]),
    "line comment": ("SELECT 1, -- ; not here\n2; SELECT 2", ["SELECT 1, -- ; not here\n2", "SELECT 2"]),
    "nested comments": ("/* a /* ; */ ; */ SELECT 1; /* ; */ SELECT 2", ["SELECT 1", "SELECT 2"]),
    "comment inside": ("SELECT /* ; */ 1; SELECT 2", ["SELECT /* ; */ 1", "SELECT 2"]),
    "quote in a comment": ("-- it's\nSELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
    "rule with several actions": (
        "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2)); SELECT 2",
        ["CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2))", "SELECT 2"],
    ),
    "windows line ends": ("SELECT 1;\r\nSELECT 2;\r\n", ["SELECT 1", "SELECT 2"]),
    "beyond the basic plane": ("SELECT '🐘;é'; SELECT 2", ["SELECT '🐘;é'", "SELECT 2"]),
    "create schema with elements": (
        "CREATE SCHEMA s CREATE TABLE t (i int) CREATE VIEW v AS SELECT 1; SELECT 2",
        ["CREATE SCHEMA s CREATE TABLE t (i int) CREATE VIEW v AS SELECT 1", "SELECT 2"],
    ),
}
ATOMIC = """CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC
    SELECT CASE WHEN true THEN CASE 1 WHEN 1 THEN 2 END END;
    SELECT 2;
END"""


def texts(sql: str) -> list[str]:
    statements, problem = split(sql)
    assert problem is None
    return [statement.text for statement in statements]


@pytest.mark.parametrize(("sql", "wanted"), PIECES.values(), ids=PIECES.keys())
def test_cut(sql: str, wanted: list[str]) -> None:
    assert texts(sql) == wanted


@pytest.mark.parametrize(("sql", "wanted"), PIECES.values(), ids=PIECES.keys())
def test_cut_the_same_way_beside_a_syntax_error(sql: str, wanted: list[str]) -> None:
    """A statement that does not parse sends the file through the other way of cutting."""
    assert texts(f"SELEC 0;\n{sql}\n;\nSELEC 9") == ["SELEC 0", *wanted, "SELEC 9"]


@pytest.mark.parametrize("broken", ["", "SELEC 0;\n"], ids=["good file", "beside a syntax error"])
def test_begin_atomic(broken: str) -> None:
    wanted = [ATOMIC, ATOMIC.replace("f()", "g()"), "SELECT 3"]
    assert texts(broken + ";\n".join(wanted)) == ["SELEC 0"] * bool(broken) + wanted


def test_kinds_of_statements() -> None:
    statements, _ = split("CREATE TABLE t (); BEGIN; SELEC; VACUUM")
    assert [statement.node for statement in statements] == ["create_stmt", "transaction_stmt", "", "vacuum_stmt"]
    assert statements[0].tree.relation.relname == "t"
    assert statements[2].tree is None


@pytest.mark.parametrize("broken", ["", ";SELEC 0"], ids=["good file", "beside a syntax error"])
def test_where_statements_stand(broken: str) -> None:
    sql = "-- é\nSELECT '☃';  SELECT\n  2;\r\n\r\n/* 🐘\n */ SELECT 3" + broken
    statements, _ = split(sql)
    places = [(statement.line, statement.text) for statement in statements[:3]]
    assert places == [(2, "SELECT '☃'"), (2, "SELECT\n  2"), (6, "SELECT 3")]
    for statement in statements:
        assert sql[statement.start :].startswith(statement.text)
        assert locate(sql, statement.start)[0] == statement.line
    assert locate(sql, statements[2].start) == (6, 5)


def test_locate_counts_characters_from_one() -> None:
    assert locate("", 0) == (1, 1)
    assert locate("é☃x\nyz", 2) == (1, 3)
    assert locate("é☃x\nyz", 4) == (2, 1)
    assert locate("é☃x\nyz", 6) == (2, 3)


PROBLEMS = {
    "string": ("SELECT 1;\nSELECT 'é', 'a", "unterminated quoted string", "'a"),
    "escape string": ("SELECT 1;\nSELECT E'a\\'", "unterminated quoted string", "E'a"),
    "identifier": ('SELECT 1;\nSELECT "a', "unterminated quoted identifier", '"a'),
    "dollar quotes": ("SELECT 'ü';\nDO $x$ BEGIN $$ END", "unterminated dollar-quoted string", "$x$"),
    "comment": ("SELECT 1;\n/* a /* b */", "unterminated /* comment", "/* a"),
}


@pytest.mark.parametrize(("sql", "message", "at"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_what_cannot_be_cut(sql: str, message: str, at: str) -> None:
    statements, problem = split(sql)
    assert statements == []
    assert problem is not None
    assert message in problem.message
    assert sql[problem.offset :].startswith(at), f"points at {sql[problem.offset :]!r}"


def test_psql_meta_commands_are_left_to_the_server() -> None:
    """As the CLI does: the server answers 42601."""
    assert texts("SELECT 1;\n\\restrict abc\nSELECT 2;\nSELECT 3;") == [
        "SELECT 1",
        "\\restrict abc\nSELECT 2",
        "SELECT 3",
    ]


def test_rows_of_copy_are_no_statement_of_their_own() -> None:
    statements, _ = split("COPY t FROM stdin;\n1\t2\n\\.\n;\nSELECT 3;")
    assert [statement.node for statement in statements] == ["copy_stmt", "", "select_stmt"]


def test_unbalanced_parentheses_do_not_lose_text() -> None:
    sql = "SELECT 1;\nSELECT (1;\nSELECT 2;"
    statements, problem = split(sql)
    assert problem is None
    assert statements[0] == SourceStatement("SELECT 1", 0, 1, "select_stmt")
    assert "SELECT 2" in statements[-1].text
    assert texts("SELECT 1)); SELECT 2; SELEC") == ["SELECT 1))", "SELECT 2", "SELEC"]


def test_a_long_file_is_cut_quickly() -> None:
    sql = "".join(f"CREATE TABLE t{n} (a int, b text DEFAULT 'é;');\n" for n in range(3000))
    statements, _ = split(sql)
    assert (len(statements), statements[-1].line) == (3000, 3000)
    assert sql[statements[-1].start :].startswith("CREATE TABLE t2999")


def test_words_of_a_file() -> None:
    sql = """CREATE TABLE "My Table" (Id int); DO $$ BEGIN END $$; SELECT 'public.orders (x)', U&"caf\\00e9" -- nope"""
    words = identifiers(sql)
    assert {"My Table", "id", "orders"} <= words
    assert "nope" not in words
    assert "orders" in identifiers("SELECT 1 FROM orders; SELECT 'open")


@pytest.mark.parametrize("parts", [60, 30_000])
def test_a_chain_without_end(parts: int) -> None:
    """Deeper than the grammar's tree can be read: the statement is left to the server, and the others are known."""
    found, problem = split(f"SELECT 1;\nSELECT {' - '.join(['1'] * parts)};\nCREATE TABLE a ();")
    assert problem is None
    assert [statement.node for statement in found] == ["select_stmt", "", "create_stmt"]
    assert [statement.line for statement in found] == [1, 2, 3]


def test_constants_inside_each_other() -> None:
    """A file of 60 kB runs in PostgreSQL with thousands of them."""
    code = "RAISE 'no'"
    for level in range(3000):
        code = f"EXECUTE $a{level}${code}$a{level}$"
    assert {"RAISE", "NO"} <= set(code_words(code))
