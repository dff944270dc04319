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
from schemasync.core.sql import literal
from schemasync.introspect import unreadable
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import split
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.runner import Replayer
from schemasync.report.view import not_compared
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.plugins.replays import Compare

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


def deepest(statement: str) -> str:
    """A block that runs a statement with the deepest sum in place of `%s` that PostgreSQL accepts, and then cannot print."""
    return f"""DO $do$
BEGIN
    FOR parts IN REVERSE 9000..6500 BY 250 LOOP
        BEGIN
            EXECUTE format({literal(statement)}, repeat('+1', parts));
            RETURN;
        EXCEPTION WHEN statement_too_complex THEN
        END;
    END LOOP;
END
$do$;
"""


def test_an_object_that_cannot_be_printed_costs_itself(compare: Compare) -> None:
    """On each side, and in a pending file: it is named with its file and line, and everything else is compared."""
    table = "CREATE TABLE public.a (i integer, j integer, CONSTRAINT few CHECK (i > 0));\n"
    deep_default = deepest("ALTER TABLE public.a ALTER j SET DEFAULT 1%s")
    by_hand = deepest("CREATE POLICY hand ON public.a USING (i %s > 0)")
    deep_policy = deepest("CREATE POLICY deep ON public.a USING (i %s > 0)")
    deep_function = deepest(
        "CREATE FUNCTION public.f(a integer DEFAULT 1%s) RETURNS integer LANGUAGE sql AS 'SELECT 1'"
    )
    report = compare(
        {"1_a.sql": table + deep_default, "2_b.sql": "\n" + deep_policy + deep_function},
        table + by_hand + "ALTER TABLE public.a ALTER j SET DEFAULT 5; ALTER TABLE public.a ADD k integer;",
        {"1": ("a", None)},
    )
    said = [note for note in report["diagnostics"] if "cannot print" in note]
    assert said == [
        "not compared: column default public.a.j; PostgreSQL cannot print it as 1_a.sql:2 defines it: stack depth limit exceeded",
        "not compared: function public.f(integer); PostgreSQL cannot print it as 2_b.sql:13 defines it: stack depth limit exceeded",
        'not compared: policy "deep" on public.a; PostgreSQL cannot print it as 2_b.sql:2 defines it: stack depth limit exceeded',
        'not compared: policy "hand" on public.a; PostgreSQL cannot print it in the database: stack depth limit exceeded',
    ]
    assert report["sync_percent"] < 100
    assert [problem["title"] for problem in report["problems"]] == ["Column public.a.k is only in the database"]
    assert [fix["proven"] for fix in report["problems"][0]["fixes"]] == [True, True]
    assert report["pull_request"]["deploy"] == "applies"


def test_what_cannot_be_printed_is_not_in_sync(compare: Compare) -> None:
    deep = "CREATE TABLE public.a (i integer);\n" + deepest("ALTER TABLE public.a ALTER i SET DEFAULT 1%s")
    report = compare({"1_a.sql": deep}, deep, {"1": ("a", None)})
    assert (report["status"], report["in_sync"], report["problems"]) == ("incomplete", False, [])
    assert report["headline"] == "The check is incomplete: one object could not be read."


def test_scripts_are_proven_beside_what_cannot_be_printed(compare: Compare) -> None:
    """Also where the state is read within a transaction: of several scripts, of one alone, after a rename, and to take files back."""
    deep = "CREATE TABLE public.a (i integer, j integer);\n" + deepest("ALTER TABLE public.a ALTER i SET DEFAULT 1%s")
    tables = "".join(
        f"CREATE TABLE public.t{n} (id integer PRIMARY KEY, t{n}_a text, t{n}_b date);\n" for n in range(5)
    )
    by_hand = (
        "ALTER TABLE public.a DROP COLUMN j; ALTER TABLE public.t0 ADD COLUMN k text; ALTER TABLE public.t1 ALTER t1_a SET NOT NULL;"
        "CREATE INDEX by_hand ON public.t2 (t2_a); ALTER TABLE public.t3 RENAME TO t3_new; COMMENT ON TABLE public.t3_new IS 'x';"
    )
    report = compare(
        {"1_a.sql": deep + tables, "2_b.sql": "ALTER TABLE public.t4 ADD COLUMN l text;"},
        deep + tables + by_hand,
        {"1": ("a", None)},
        down=True,
    )
    assert len(report["problems"]) == 5
    assert {fix["proven"] for problem in report["problems"] for fix in problem["fixes"]} == {True}
    assert report["pending"]["down"]["proven"]


def test_many_objects_that_cannot_be_printed(compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number they are left out in groups, with what is printed beside them; the report names some and counts all."""
    monkeypatch.setattr(unreadable, "MOST", 4)
    monkeypatch.setattr(unreadable, "FEWEST", 1)
    monkeypatch.setattr(not_compared, "MOST_NAMED", 6)
    one = deepest("CREATE FUNCTION public.f(a integer DEFAULT 1%s) RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    deep = "".join(one.replace("public.f(", f"public.f{number}(") for number in range(8))
    table = "CREATE TABLE public.a (i integer);\n"
    report = compare(
        {"1_a.sql": table, "2_b.sql": deep}, table + "ALTER TABLE public.a ADD j integer;", {"1": ("a", None)}
    )
    said = [note for note in report["diagnostics"] if note.startswith("not compared: ")]
    assert len(said) == 7
    assert [note for note in said if "cannot print it as 2_b.sql:" in note] == said[:4]
    assert said[4].endswith("; it is one of many, some of which PostgreSQL cannot print (stack depth limit exceeded)")
    assert said[6].endswith(" more objects, all or some of which PostgreSQL cannot print")
    assert [problem["title"] for problem in report["problems"]] == ["Column public.a.j is only in the database"]
    assert report["pull_request"]["deploy"] == "applies"
