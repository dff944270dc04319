"""Diagnoses of missing columns and other objects, each case once seen in a public project."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.diagnose.definition_index import DefinitionIndex
from schemasync.diagnose.failure import Failure
from schemasync.diagnose.missing_objects import missing
from schemasync.migrations.discover import discover, extra_files
from tests.diagnose.files import FUNCTION, IN_DO, TABLES, last
from tests.plugins.replays import Replay


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


@pytest.mark.parametrize(
    "asked",
    ["ALTER TABLE public.user ADD x int;", 'CREATE INDEX ON public."User" (firstName);', "SELECT * FROM user_Roles;"],
)
def test_other_letters(replayed: Replay, asked: str) -> None:
    made = 'CREATE TABLE public."User" (id int, "firstName" text); CREATE TABLE public."User_Roles" (id int);'
    _, words = last(replayed, made, asked)
    assert "1_x.sql:1 makes" in words
    assert "PostgreSQL reads names without quotes in lower case" in words
