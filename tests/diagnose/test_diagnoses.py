"""Diagnoses of failed migrations, each case once seen in a public project."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.diagnose.definition_index import DefinitionIndex
from schemasync.diagnose.diagnosis import diagnose
from schemasync.diagnose.failure import Failure
from schemasync.diagnose.missing_objects import missing
from schemasync.migrations.discover import discover, extra_files
from schemasync.replay.results import LONGEST_MESSAGE
from tests.plugins.replays import Replay

TABLES = "CREATE TABLE a (id uuid, name text);\nCREATE TABLE b (id uuid, note text);"
FUNCTION = "CREATE FUNCTION f({}) RETURNS {} LANGUAGE sql AS 'SELECT 1';"
IN_DO = "DO $$\nBEGIN\n  IF {} THEN\n    {};\n  END IF;\nEND $$;"


def last(replayed: Replay, *files: str) -> tuple[str, str]:
    """SQLSTATE and diagnosis of the last file; those before it may fail too."""
    error = replayed(*files).error(len(files) - 1)
    return error.sqlstate, error.diagnosis


# Columns


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (  # a DROP COLUMN of a later file makes nothing
            ("CREATE TABLE a ();", "SELECT c FROM a;", "ALTER TABLE a DROP COLUMN IF EXISTS c;"),
            "No migration adds a column c to a, which 1_x.sql:1 makes",
        ),
        (
            ("CREATE TABLE a ();", "SELECT c FROM a;", "ALTER TABLE a ADD c int;"),
            "Column c of a is first added later, by 3_x.sql:1",
        ),
        (
            ("CREATE TABLE a (c int);", "CREATE TABLE b ();\nDROP TABLE a;\nCREATE TABLE a ();\nSELECT c FROM a;"),
            "Column c of a was dropped with the table: 2_x.sql:2 drops it",
        ),
        (  # b has such a column, and is not in reach
            (TABLES, "SELECT note FROM a WHERE EXISTS (SELECT note FROM b);"),
            "No migration adds a column note to a,",
        ),
        ((TABLES, "CREATE VIEW v AS SELECT x.note FROM a x JOIN b y ON x.id = y.id;"), "column note to a,"),
        ((TABLES, "SELECT name FROM a WHERE EXISTS (SELECT noted FROM b);"), "column noted to b,"),
        ((TABLES, "SELECT id FROM a WHERE id IN (SELECT noted FROM (SELECT id FROM b) y);"), "column noted to b,"),
        ((TABLES, "SELECT a.id FROM a WHERE id IN (SELECT y.noted FROM (SELECT id FROM b) y);"), "column noted to b,"),
        ((TABLES, "WITH y AS (SELECT id FROM b) SELECT y.noted FROM y JOIN a ON true;"), "column noted to b,"),
        ((TABLES, "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT noted FROM b $$;"), "column noted to b,"),
        ((TABLES, "ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b (missed);"), "a column missed to b,"),
        ((TABLES, "CREATE TABLE c (id uuid REFERENCES b (missed));"), "a column missed to b,"),
        ((TABLES, "ALTER TABLE a ADD FOREIGN KEY (note) REFERENCES b (note);"), "a column note to a,"),
        ((TABLES, "UPDATE a SET note = '';"), "column note to a,"),
        ((TABLES, "CREATE INDEX ON a (note);"), "column note to a,"),
        ((TABLES, "ALTER TABLE a ADD FOREIGN KEY (missed) REFERENCES b (id);"), "a column missed to a,"),
        ((TABLES, "CREATE POLICY p ON a USING (note = '');"), "column note to a,"),
        ((TABLES, f"{IN_DO.format('true', 'CREATE INDEX ON a (note)')} -- b"), "column note to a,"),
        (("SELECT permname FROM pg_policies;",), "own pg_policies has no column permname"),
        (("SELECT nickname FROM auth.users;",), "Supabase's own auth.users has no column nickname"),
        (
            (IN_DO.format("false", "CREATE TABLE a (c int)"), "CREATE TABLE a ();", "SELECT c FROM a;"),
            "1_x.sql:1 makes column c of a only under a condition",
        ),
        (  # the words of the query inside the function count, not those of the call
            (
                f"{TABLES}\nCREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM note FROM a; END $$;",
                "SELECT f() /* b */;",
            ),
            (
                "column note to a, which 1_x.sql:1 makes: was it added in the dashboard? "
                "It happens inside function f, which 1_x.sql:3 makes."
            ),
        ),
        (
            (
                (
                    "CREATE TABLE a (i int);\nCREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql"
                    " AS $$ BEGIN NEW.gone := 1; RETURN NEW; END $$;\nCREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW"
                    " EXECUTE FUNCTION f();\nINSERT INTO a VALUES (1);"
                ),
            ),
            "The record new has no column gone here",
        ),
    ],
)
def test_missing_column(replayed: Replay, files: tuple[str, ...], words: str) -> None:
    error = next(result.error for result in replayed(*files).results if result.error)
    assert error.sqlstate == "42703"
    assert words in error.diagnosis


# Other objects


@pytest.mark.parametrize(
    ("files", "sqlstate", "words"),
    [
        ((TABLES, "SELECT prov.id FROM a;"), "42P01", "no FROM or JOIN in it names prov"),
        (
            ("SELECT lower(1);",),
            "42883",
            "PostgreSQL has lower(anymultirange) or lower(anyrange) or lower(text), and this calls lower(integer): cast",
        ),
        (
            ("CREATE FUNCTION public.lower(uuid) RETURNS int LANGUAGE sql AS 'SELECT 1';\nSELECT lower(1);",),
            "42883",
            "lower(uuid), and this calls lower(integer): the types do not fit.",
        ),
        (
            ("CREATE TABLE a (i int);\nCREATE VIEW v AS SELECT i FROM a;", "DROP TABLE a CASCADE;", "SELECT * FROM v;"),
            "42P01",
            "1_x.sql:2 makes v, but it is not there any more: perhaps it was dropped together with something else",
        ),
        (
            ("DO $$ BEGIN EXECUTE format('CREATE TABLE %I ()', 'dyn'); END $$;", "CREATE TABLE dyn ();"),
            "42P07",
            "It exists already, though no earlier statement makes it in plain SQL; IF NOT EXISTS",
        ),
        ((TABLES, "SELECT 1 FROM a WHERE id = name;"), "42883", "cast one side, such as (…)::uuid"),
        (
            ("CREATE TABLE a ();", "ALTER PUBLICATION supabase_realtime DROP TABLE a;"),
            "42704",
            "No migration adds it to the publication",
        ),
        (
            (
                "CREATE TABLE a ();\nALTER PUBLICATION supabase_realtime ADD TABLE a;",
                "ALTER PUBLICATION supabase_realtime DROP TABLE a;",
                "ALTER PUBLICATION supabase_realtime DROP TABLE a;",
            ),
            "42704",
            "2_x.sql:1 dropped it from the publication already",
        ),
        (
            (
                "CREATE TABLE a ();\nALTER PUBLICATION supabase_realtime ADD TABLE a;",
                "ALTER PUBLICATION supabase_realtime ADD TABLE a;",
            ),
            "42710",
            "1_x.sql:2 added it already; ADD TABLE has no IF NOT EXISTS",
        ),
        (
            (IN_DO.format("false", "CREATE TABLE c ()"), "SELECT * FROM c;"),
            "42P01",
            "1_x.sql:1 makes c only under a condition",
        ),
        (
            (IN_DO.format("false", "EXECUTE 'CREATE TYPE c AS ENUM ()'"), "CREATE TABLE t (i c);"),
            "42704",
            "1_x.sql:1 makes c only under a condition",
        ),
        (
            ("CREATE SCHEMA s;\nCREATE TABLE s.c ();", "SELECT * FROM c;"),
            "42P01",
            "1_x.sql:2 makes s.c, and the search_path here does not contain that schema: write s. before it",
        ),
        (
            ("CREATE SCHEMA s;\nCREATE TABLE s.c ();", "SELECT * FROM public.c;"),
            "42P01",
            "1_x.sql:2 makes s.c; no migration makes public.c",
        ),
        (
            (FUNCTION.format("a integer, b text[]", "int"), "SELECT f(1::bigint, 2);"),
            "42883",
            "makes f(integer, text[]), and this calls f(bigint, integer)",
        ),
        (
            (
                (
                    "CREATE TABLE c (i int);\nCREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SET search_path = ''"
                    " AS $$ BEGIN PERFORM i FROM c; END $$;"
                ),
                "SELECT f();",
            ),
            "42P01",
            "the search_path in function public.f does not contain that schema",
        ),
        (("CREATE TRIGGER t AFTER INSERT ON supabase_functions.hooks EXECUTE FUNCTION f();",), "3F000", "Webhooks"),
        (("SELECT storage.create_bucket('x');",), "42883", "Supabase's own schema storage has no create_bucket"),
        (
            (
                "CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA extensions;\nSELECT 1/0;",
                "SET search_path = public;\nSELECT gen_salt('bf');",
            ),
            "42883",
            "which every project has in schema extensions",
        ),
        (
            ("ALTER EXTENSION pg_graphql UPDATE;",),
            "42704",
            "by itself: write CREATE EXTENSION IF NOT EXISTS pg_graphql before it",
        ),
        (
            ("DO $$ BEGIN EXECUTE 'DROP EXTENSION pg_graphql'; END $$;",),
            "42704",
            "by itself: write DROP EXTENSION IF EXISTS pg",
        ),
        (("SELECT pgmq.send('q', '{}');",), "3F000", "CREATE EXTENSION IF NOT EXISTS pgmq."),
        (("SELECT * FROM cron.job;",), "42P01", "CREATE EXTENSION IF NOT EXISTS pg_cron WITH SCHEMA extensions."),
        (
            ("CREATE EXTENSION pg_cron;\nSELECT 1/0;", "SELECT * FROM cron.job;"),
            "42P01",
            "1_x.sql:1 enables, and that file failed itself: fix that first",
        ),
        (
            ("CREATE EXTENSION pg_cron;", "DROP EXTENSION pg_cron;", "SELECT * FROM cron.job;"),
            "42P01",
            "which 2_x.sql:1 drops",
        ),
        (
            (
                "CREATE EXTENSION citext WITH SCHEMA extensions;",
                (
                    "CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql SET search_path = ''"
                    " AS $$ BEGIN RETURN 'x'::citext; END $$;\nSELECT f();"
                ),
            ),
            "42704",
            "1_x.sql:1 enables, in schema extensions: the search_path in function public.f does not contain",
        ),
        (
            ("CREATE TABLE a ();\nCREATE POLICY p ON a USING (true);", "CREATE POLICY p ON a USING (true);"),
            "42710",
            "1_x.sql:2 made it already; DROP POLICY IF EXISTS before it would let both run",
        ),
    ],
)
def test_missing_or_twice(replayed: Replay, files: tuple[str, ...], sqlstate: str, words: str) -> None:
    found, diagnosis = last(replayed, *files)
    assert found == sqlstate
    assert words in diagnosis


def test_what_a_stand_in_lacks(replayed: Replay) -> None:
    done = replayed("CREATE EXTENSION postgis WITH SCHEMA extensions;", "CREATE TABLE t (at extensions.geography);")
    if done.statuses[1] == "replayed":
        pytest.skip("this server has postgis, or its stand-in has the type")
    assert "this server lacks; the stand-in for it has no such part" in done.error(1).diagnosis


def test_what_does_not_run_makes_it(tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_a.sql").write_text("SELECT 1 FROM seeded, passed;")
    (folder / "base.sql").write_text("CREATE TABLE passed ();")
    (tmp_path / "seed.sql").write_text("\nCREATE TABLE seeded ();")
    migrations = discover(folder).migrations
    index = DefinitionIndex(migrations, extra_files(migrations))
    for name, words in (("seeded", "seed.sql makes seeded (line 2)"), ("passed", "Only base.sql:1 makes passed")):
        failure = Failure("42P01", f'relation "{name}" does not exist', "1_a.sql", index=index)
        assert words in missing(failure)


# Something else is there


@pytest.mark.parametrize(
    ("files", "sqlstate", "words"),
    [
        (
            (
                FUNCTION.format("a int", "int"),
                FUNCTION.format("a int", "bigint").replace("CREATE", "CREATE OR REPLACE"),
            ),
            "42P13",
            "as 1_x.sql:1 made it: write DROP FUNCTION f(integer) first",
        ),
        (
            (FUNCTION.format("a int", "int"), FUNCTION.format("b int", "int").replace("CREATE", "CREATE OR REPLACE")),
            "42P13",
            "as 1_x.sql:1 made it: write DROP FUNCTION f(integer) first",
        ),
        (("CREATE VIEW v AS SELECT 1;", "DROP TABLE v;"), "42809", "v is a view, made by 1_x.sql:1"),
        (
            ("CREATE MATERIALIZED VIEW v AS SELECT 1;", "DROP VIEW v;"),
            "42809",
            "v is a materialized view, made by 1_x.sql:1",
        ),
        (
            ("CREATE VIEW v AS SELECT 1 i;", "CREATE TABLE IF NOT EXISTS v (i int);\nCREATE INDEX ON v (i);"),
            "42809",
            "v is a view, made by 1_x.sql:1",
        ),
        (("CREATE VIEW v AS SELECT 1 i;", "CREATE INDEX ON v (i);"), "42809", "v is a view, made by 1_x.sql:1"),
        (
            ("CREATE VIEW v AS SELECT 1 i, 2 j;", "CREATE OR REPLACE VIEW v AS SELECT 1 i;"),
            "42P16",
            "as 1_x.sql:1 made it: write DROP VIEW IF EXISTS v first",
        ),
        (
            ("CREATE TYPE e AS ENUM ('a');", "ALTER TYPE e ADD VALUE 'b';\nSELECT 'b'::e;"),
            "55P04",
            "a migration file of its own",
        ),
        (("DO $$ BEGIN RAISE 'anon can execute f'; END $$;",), "P0001", "`api.auto_expose_new_tables`"),
        (("DO $$ BEGIN RAISE 'expected 36 rows'; END $$;",), "P0001", "raised this itself, on purpose"),
        (
            (
                (
                    "CREATE FUNCTION f() RETURNS TABLE (i int) LANGUAGE plpgsql"
                    " AS $$ BEGIN RETURN QUERY SELECT i FROM (SELECT 1 i) x; END $$;"
                ),
                "SELECT f();",
            ),
            "42702",
            "It happens inside function f, which 1_x.sql:1 makes.",
        ),
    ],
)
def test_something_else_is_there(replayed: Replay, files: tuple[str, ...], sqlstate: str, words: str) -> None:
    found, diagnosis = last(replayed, *files)
    assert found == sqlstate
    assert words in diagnosis


def test_a_check_of_rows_is_not_about_privileges(replayed: Replay) -> None:
    assert "auto_expose" not in last(replayed, "DO $$ BEGIN RAISE 'expected 36 rows'; END $$;")[1]


# Syntax


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("ALTER PUBLICATION supabase_realtime DROP TABLE IF EXISTS a;", "DROP TABLE has no IF EXISTS"),
        (
            IN_DO.format("true", "ALTER PUBLICATION supabase_realtime DROP TABLE IF EXISTS a"),
            "DROP TABLE has no IF EXISTS",
        ),
        (
            IN_DO.format("true", "ALTER PUBLICATION p DROP TABLE IF EXISTS a; ALTER PUBLICATION p ADD TABLE b"),
            "DROP TABLE has no IF EXISTS",
        ),
        ("ALTER PUBLICATION supabase_realtime ADD TABLE IF NOT EXISTS a;", "ADD TABLE has no IF NOT EXISTS"),
        (IN_DO.format("true", "CREATE POLICY IF NOT EXISTS p ON a USING (true)"), "CREATE POLICY has no IF NOT"),
        ("ALTER TABLE a ADD CONSTRAINT IF NOT EXISTS c CHECK (true);", "ADD CONSTRAINT has no IF NOT EXISTS"),
        ("CREATE TABLE a ()\n-- next\nDROP TABLE b;", "A semicolon is missing before DROP."),
        ("DO $$ BEGIN NULL; END $$\nCREATE TABLE a ();", "A semicolon is missing before CREATE."),
        (
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$\nGRANT ALL ON t TO anon;",
            "A semicolon is missing before GRANT.",
        ),
        ("DO $$ BEGIN\n  EXECUTE $$ CREATE TABLE a () $$;\nEND $$;", "A $$ inside $$ … $$ ends it"),
        ("SELECT cron.schedule('é', $$SELECT f($$ x $$)$$);", "A $$ inside $$ … $$ ends it"),
        ("DO $$ BEGIN NULL; END;", "is not closed, or another $$ inside"),
        ("do 10160\nbegin\n  null;\nend 10160;", "process number, 10160"),
        ("/* all of src/*.ts\n*/\nSELECT 1;" + "\n-- and more" * 90, "A /* inside a comment (line 1)"),
        (r"INSERT INTO a VALUES ('Emma\'s');", "A backslash does not escape"),
        (
            "CREATE TABLE a (); CREATE POLICY p ON a FOR INSERT USING (true);",
            "A policy FOR INSERT takes WITH CHECK alone",
        ),
        ("CREATE POLICY p ON a FOR INSERT, UPDATE USING (true);", "write a policy for each command"),
    ],
)
def test_syntax(replayed: Replay, sql: str, words: str) -> None:
    error = replayed(sql).error()
    assert error.sqlstate == "42601"
    assert words in error.diagnosis
    assert len(error.message) <= LONGEST_MESSAGE


OTHER_ROLE = (
    "CREATE ROLE diagnosed NOLOGIN NOINHERIT;\nGRANT diagnosed TO postgres WITH INHERIT FALSE, SET TRUE;\nGRANT CREATE ON SCHEMA public TO diagnosed;\n"
    "SET ROLE diagnosed;\nCREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1';\nRESET ROLE;"
)


@pytest.mark.parametrize(
    ("files", "state", "words"),
    [
        (
            ("CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY);", "ALTER TABLE t ALTER id SET DEFAULT 5;"),
            "42601",
            "It does not fit the objects as the files before it leave them",
        ),
        (("CREATE TABLE 1a ();",), "42601", "cannot read this."),
        (
            ("CREATE TABLE g (a timestamptz GENERATED ALWAYS AS (now()) STORED);",),
            "42P17",
            "The expression may have another result at another time",
        ),
        (
            (OTHER_ROLE, "ALTER FUNCTION public.mine() STABLE;\nSELECT 1/0;"),
            "42501",
            "1_x.sql:5 made it as another role",
        ),
        (
            ("CREATE TABLE users ();", "ALTER TABLE auth.users ADD COLUMN x int;"),
            "42501",
            "Supabase does not allow this to",
        ),
        (("CREATE EXTENSION pg_cron;", "SELECT cron.unschedule('none');"), "XX000", "No migration schedules a job"),
        (
            ("CREATE TABLE t (a int);", "INSERT INTO t VALUES (1) ON CONFLICT (a) DO NOTHING;"),
            "42P10",
            "ON CONFLICT needs a unique index on exactly these columns",
        ),
    ],
)
def test_reasons_of_their_own(replayed: Replay, files: tuple[str, ...], state: str, words: str) -> None:
    found = last(replayed, *files)
    assert found[0] == state
    assert words in found[1]


@pytest.mark.parametrize(
    "asked",
    ["ALTER TABLE public.user ADD x int;", 'CREATE INDEX ON public."User" (firstName);', "SELECT * FROM user_Roles;"],
)
def test_other_letters(replayed: Replay, asked: str) -> None:
    made = 'CREATE TABLE public."User" (id int, "firstName" text); CREATE TABLE public."User_Roles" (id int);'
    _, words = last(replayed, made, asked)
    assert "1_x.sql:1 makes" in words
    assert "PostgreSQL reads names without quotes in lower case" in words


# What a message alone decides


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (
            Failure("0A000", 'extension "pg_net" does not support SET SCHEMA'),
            "The extension pg_net cannot be moved to another schema: DROP EXTENSION pg_net, then",
        ),
        (Failure("0A000", 'extension "nope" is not available'), 'Supabase has no extension "nope".'),
        (
            Failure("42P01", 'missing FROM-clause entry for table "x"', stub_extensions=("postgis",)),
            "unless the stand-in for postgis, which this server lacks, is the cause, this SQL has probably never run as it is.",
        ),
        (
            Failure("42702", 'column reference "x" is ambiguous', stub_extensions=("postgis",)),
            "unless the stand-in for postgis",
        ),
        (
            Failure("42P01", 'missing FROM-clause entry for table "x"'),
            "names x; this SQL has probably never run as it is.",
        ),
        (Failure("22P02", 'invalid input value for enum st: "c"'), "ALTER TYPE st ADD VALUE 'c'."),
        (Failure("22025", "invalid escape string"), "write ESCAPE '\\'."),
        (Failure("42P17", 'infinite recursion detected in policy for relation "t"'), "a SECURITY DEFINER function"),
        (Failure("42P17", "functions in index expression must be marked IMMUTABLE"), "name the time zone"),
        (Failure("3F000", "no schema has been selected to create in"), "write public. before its name."),
        (Failure("42501", "permission denied for function _crypto_aead_det_noncegen"), "vault.create_secret('…'"),
    ],
)
def test_message(failure: Failure, words: str) -> None:
    assert words in diagnose(failure)
