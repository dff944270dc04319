"""Deep and wide SQL costs one file and one sentence: the parser within this process never overflows its stack.

Texts are parsed in a child process, as a fault of the parser would end the tests.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import postgast
import pytest

from schemasync.core.parser import SHORT, depth_bound, parse, scan
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split
from schemasync.postgres.embedded import ADMIN, ShadowServer
from schemasync.replay.runner import Replayer
from schemasync.supautils.privileged_calls import PrivilegedCalls

ROOT = Path(__file__).parents[2]
SEED = 16
PARSE = """
import json, sys, threading
from schemasync.core.name_resolution import calls_unprinted_operator
from schemasync.diagnose.ddl_names import ddl_names
from schemasync.migrations.statements import split
from schemasync.supautils.do_block_calls import rewrite_do_block

def read(sql):
    statements, problem = split(sql)
    for statement in statements:
        list(ddl_names(statement))
        rewrite_do_block(statement, stub_vector=True, before_16=True, database="postgres")
    calls_unprinted_operator(sql)
    return len(statements)

for number, sql in enumerate(json.load(sys.stdin)):
    print(number, file=sys.stderr)
    thread = threading.Thread(target=lambda: print(read(sql)))  # as files are read ahead
    thread.start()
    thread.join()
"""
REPORTED = {
    "sum": "SELECT 1" + "+(1)" * 22_023,
    "join": "SELECT 1 FROM a" + " JOIN a ON (true)" * 22_023,
    "union": "SELECT 1" + " UNION ALL SELECT 1" * 30_000,
    "union of lists": "SELECT 1, 2" + " UNION ALL SELECT 1, 2" * 30_000,
    "concatenation": "SELECT a" + "||f(b,c)" * 30_000,
    "parentheses": "SELECT " + "(" * 30_000 + "1" + ")" * 30_000,
    "open parentheses": "SELECT " + "(" * 30_000,
    "brackets": "SELECT " + "ARRAY[" * 20_000 + "1" + "]" * 20_000,
    "sub-selects": "SELECT " + "(SELECT " * 9_000 + "1" + ")" * 9_000,
    "cases": "SELECT " + "CASE WHEN true THEN " * 9_000 + "1" + " END" * 9_000,
    "joins in parentheses": "SELECT 1 FROM " + "(" * 9_000 + "a" + " CROSS JOIN a)" * 9_000,
    "calls with lists": "SELECT " + "f(1, " * 30_000 + "1" + ")" * 30_000,
    "short": "SELECT 1" + "+1" * (SHORT // 2 - 5),
}
LEVELS = (  # (before, after) of a level
    ("(", ")"), ("f(", ")"), ("f(1, 2, ", ")"), ("ARRAY[", "]"), ("ARRAY[1, ", "]"), ("NOT ", ""), ("- ", ""), ("", "+1"),
    ("", "::text"), ("", " IS NULL"), ("", "||(a)"), ("", "||f(b, c)"), ("(SELECT ", ")"), ("EXISTS(SELECT 1, ", ")"),
    ("CASE WHEN a THEN ", " END"), ("", " AND (b, c) IN ((1, 2))"), ("", " UNION ALL SELECT 1, 2"), ("", " EXCEPT SELECT 1"),
    ("", " COLLATE x"), ("", "[1]"), ("", " AT TIME ZONE 'x;y'"), ("1 IN (", ", 2)"), ("/* ; */ (", "\n-- ,\n)"),
)  # fmt: skip


def counts(*texts: str) -> list[int]:
    """Statements of each text, as read in a thread of a child process."""
    done = subprocess.run(
        [sys.executable, "-c", PARSE], input=json.dumps(texts), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, f"the process ended with {done.returncode} at text {done.stderr.split()[-1]}"
    return [int(word) for word in done.stdout.split()]


def test_reported_texts() -> None:
    """Each as a statement, and within a DO block."""
    texts = [form.format(sql) for sql in REPORTED.values() for form in ("{}", "DO $$ BEGIN PERFORM 1; {}; END $$")]
    assert counts(*texts) == [1] * len(texts)


def generated(number: int) -> str:
    """A text that repeats and mixes ways to nest, as a statement, in a view, a DO block or SQL function."""
    chance = random.Random(SEED * 1000 + number)
    before, after = "", ""
    for _ in range(chance.randint(1, 4)):
        times = int(10 ** chance.uniform(1, 3.7))
        levels = chance.sample(LEVELS, chance.randint(1, 3))
        before += "".join(level[0] for level in levels) * times
        after = "".join(level[1] for level in reversed(levels)) * times + after
    expression = f"SELECT {before}1{after}"
    forms = (
        "{}", "CREATE VIEW v AS {}", "DO $$ BEGIN {}; END $$", "DO $$ DECLARE x int := ({}); BEGIN END $$",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC {}; END", "SELECT 1; {}; SELECT 2",
    )  # fmt: skip
    return chance.choice(forms).format(expression)


def test_generated_texts() -> None:
    """Mixed at random, from a seed; a failure names its number."""
    texts = [generated(number) for number in range(30)]
    assert len(counts(*texts)) == len(texts)


def depth(message: object) -> int:
    """Levels of the grammar's tree: the nodes within each other, not the messages that stand for one."""
    found = 0
    for field, value in message.ListFields():  # type: ignore[attr-defined]
        if field.type == field.TYPE_MESSAGE:
            found = max([found, *(depth(item) for item in (value if field.is_repeated else [value]))])
    return found + (type(message).__name__ != "Node")


def test_the_bound_holds() -> None:
    """No tree that can be read is deeper than what its tokens say, lists and one message for a statement aside."""
    chance = random.Random(SEED)
    for _ in range(200):
        levels = chance.choices(LEVELS, k=chance.randint(1, 12))
        sql = f"SELECT {''.join(level[0] for level in levels)}1{''.join(level[1] for level in reversed(levels))}"
        try:
            tree = parse(sql)
        except Exception:  # noqa: BLE001  not every mixture is SQL, and some are too deep
            continue
        assert depth(tree) <= 3 * depth_bound(sql) + 3, sql


@pytest.mark.parametrize(
    ("sql", "most"),
    [
        ("INSERT INTO t VALUES " + ", ".join(["(1, 'a', now(), ARRAY[1, 2])"] * 5_000), 20),
        ("CREATE TABLE t (" + ", ".join(f"c{n} text NOT NULL DEFAULT f(1, 2)" for n in range(500)) + ")", 20),
        ("SELECT 1;\n" * 5_000, 5),
        ("SELECT f(a, b), c FROM x JOIN y ON x.i = y.i WHERE a IN (1, 2);\n" * 500, 30),
    ],
)
def test_wide_texts_are_parsed(sql: str, most: int) -> None:
    assert depth_bound(sql) <= most
    parse(sql)


def test_a_deep_file_costs_itself(shadow: ShadowServer) -> None:
    """Its error is PostgreSQL's, and the files after it run."""
    names = ("sum", "join", "union of lists", "concatenation", "open parentheses")
    texts = [REPORTED[name] for name in names] + [
        f"DO $$ BEGIN PERFORM {REPORTED['sum']}; END $$;",
        "CREATE TABLE a ();",
    ]
    files = [Migration(Path(f"{n}_x.sql"), f"{n}_x.sql", str(n), "x", sql) for n, sql in enumerate(texts, 1)]
    shadow.create_database("deep")
    with shadow.connect("deep", ADMIN) as admin, shadow.connect("deep") as connection:
        privileged_calls = PrivilegedCalls(admin)
        privileged_calls.install()
        results = Replayer(connection, privileged_calls).replay(files)
        connection.close()
    shadow.drop_database("deep")
    assert [result.status for result in results] == ["failed"] * (len(files) - 1) + ["replayed"]
    assert all(result.error and result.error.line == 1 and result.error.message for result in results[:-1])


@pytest.mark.parametrize(
    "text", ["/*" * 40_000, "SELECT 1 " + "/*" * 40_000 + "*/" * 40_000, "DO $$ BEGIN " + "/*" * 40_000]
)
def test_comments_that_take_the_lexer_quadratic_time(text: str) -> None:
    """They are refused, and a banner of signs or many comments are not."""
    with pytest.raises(postgast.PgQueryError, match="too many comments"):
        scan(text)
    statements, problem = split(text)
    assert (statements, problem and problem.message) == ([], "too many comments begin one right after the other")
    banner = "/*" + "*" * 50_000 + "*/ SELECT 1; " + "/* a */ " * 20_000 + "-" * 50_000
    assert len(split(banner)[0]) == 1
