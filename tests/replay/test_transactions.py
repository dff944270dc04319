"""Files run as `supabase db push` runs them: transactions, statements outside of one, and settings between files."""

from __future__ import annotations

import pytest

from tests.plugins.replays import Replay


def test_an_error_rolls_the_file_back_and_the_next_one_runs(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a (i int);\nSELECT 1/0;\nCREATE TABLE b ();", "CREATE TABLE c ();")
    assert done.statuses == ["failed", "replayed"]
    assert done.tables == ["c"]
    assert (done.error().line, done.error().column, done.error().sqlstate) == (2, 1, "22012")
    assert done.error().message == "division by zero"
    assert done.error().statement == "SELECT 1/0"


def test_files_without_statements(replayed: Replay) -> None:
    done = replayed("", "-- nothing", ";;")
    assert done.statuses == ["replayed"] * 3
    assert [result.statements for result in done.results] == [0, 0, 0]


def test_own_transaction(replayed: Replay) -> None:
    """The committed part of a file survives a later error in it."""
    done = replayed(
        "BEGIN;\nCREATE TABLE a ();\nCOMMIT;\nBEGIN;\nCREATE TABLE b ();\nSELECT 1/0;\nCOMMIT;", "CREATE TABLE c ();"
    )
    assert done.statuses == ["failed", "replayed"]
    assert done.tables == ["a", "c"]
    assert done.error().line == 6


def test_own_transaction_without_end(replayed: Replay) -> None:
    """A file that ran long ago was ended by somebody; one that is to be pushed leaves nothing behind."""
    files = "BEGIN;\nCREATE TABLE a ();", "CREATE TABLE b ();"
    done = replayed(*files, lenient=True)
    assert done.statuses == ["replayed", "replayed"]
    assert done.tables == ["a", "b"]
    done = replayed(*files)
    assert done.tables == ["b"]
    assert (done.error().line, done.error().sqlstate) == (1, "25001")
    assert "does not end it" in done.error().message


def test_own_rollback(replayed: Replay) -> None:
    done = replayed("BEGIN; CREATE TABLE a (); ROLLBACK; CREATE TABLE b ();")
    assert (done.statuses, done.tables) == (["replayed"], ["b"])


def test_own_savepoint_in_own_transaction(replayed: Replay) -> None:
    done = replayed(
        "BEGIN; CREATE TABLE a (); SAVEPOINT s; CREATE TABLE b (); ROLLBACK TO s; CREATE TABLE c (); COMMIT;"
    )
    assert done.results[0].error is None
    assert done.tables == ["a", "c"]


def test_set_local_holds_to_the_end_of_the_file(replayed: Replay) -> None:
    done = replayed(
        "CREATE SCHEMA s; SET LOCAL search_path = s; CREATE TABLE a (i int); SELECT i FROM a;", "CREATE TABLE b ();"
    )
    assert done.statuses == ["replayed", "replayed"]
    assert done.tables == ["b"]
    assert done.rows("SELECT count(*) FROM pg_class WHERE oid = 's.a'::regclass") == [(1,)]


def test_without_transaction(replayed: Replay) -> None:
    done = replayed("-- pg-delta: transaction=false\nCREATE TABLE a ();\nSELECT 1/0;\nCREATE TABLE b ();")
    assert done.statuses == ["failed"]
    assert done.tables == ["a"]
    assert done.error().line == 3


def test_new_enum_values_can_be_used_in_the_next_file_only(replayed: Replay) -> None:
    done = replayed(
        "CREATE TYPE e AS ENUM ('a');",
        "ALTER TYPE e ADD VALUE 'b';\nCREATE TABLE t (x e DEFAULT 'b');",
        "ALTER TYPE e ADD VALUE 'c';",
        "CREATE TABLE t (x e DEFAULT 'c');",
    )
    assert done.statuses == ["replayed", "failed", "replayed", "replayed"]
    assert (done.error(1).sqlstate, done.error(1).line) == ("55P04", 2)


def test_new_enum_values_without_transaction(replayed: Replay) -> None:
    done = replayed(
        "CREATE TYPE e AS ENUM ('a');",
        "-- pg-delta: transaction=false\nALTER TYPE e ADD VALUE 'b';\nCREATE TABLE t (x e DEFAULT 'b');",
    )
    assert done.statuses == ["replayed", "replayed"]


def test_deferred_constraint_fails_at_the_end(replayed: Replay) -> None:
    """The error comes with COMMIT, and nothing of the file stays."""
    done = replayed(
        "CREATE TABLE a (i int PRIMARY KEY, j int REFERENCES a DEFERRABLE INITIALLY DEFERRED);\n"
        "INSERT INTO a VALUES (1, 2);\n"
        "INSERT INTO a VALUES (3, 3);",
        "CREATE TABLE b ();",
    )
    assert done.statuses == ["failed", "replayed"]
    assert done.tables == ["b"]
    assert done.error().sqlstate == "23503"
    assert "a_j_fkey" in done.error().message
    assert "(j)=(2)" in done.error().detail


def test_concurrently_alone(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a (i int);", "CREATE INDEX CONCURRENTLY ai ON a (i);", "DROP INDEX CONCURRENTLY ai;")
    assert done.statuses == ["replayed"] * 3
    assert not done.rows("SELECT 1 FROM pg_indexes WHERE indexname = 'ai'")


def test_concurrently_among_others_stays_when_a_later_statement_fails(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE a (i int);\nCREATE INDEX CONCURRENTLY ai ON a (i);\nCREATE TABLE b ();\nSELECT 1/0;",
        "CREATE TABLE c ();",
    )
    assert done.statuses == ["failed", "replayed"]
    assert done.tables == ["a", "c"]
    assert done.rows("SELECT indexdef FROM pg_indexes WHERE indexname = 'ai'")
    assert done.error().line == 4


@pytest.mark.parametrize(
    "statement",
    ["VACUUM", "VACUUM ANALYZE a", "REINDEX TABLE CONCURRENTLY a", "REINDEX INDEX CONCURRENTLY ai", "CLUSTER"],
)
def test_other_statements_outside_a_transaction(replayed: Replay, statement: str) -> None:
    done = replayed(f"CREATE TABLE a (i int);\nCREATE INDEX ai ON a (i);\n{statement};\nCREATE TABLE b ();")
    assert done.results[0].error is None
    assert done.tables == ["a", "b"]


def test_unique_index_that_cannot_be_built_concurrently(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE a (i int);\nINSERT INTO a VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY ai ON a (i);"
    )
    assert (done.error().sqlstate, done.error().line) == ("23505", 3)


def test_settings_do_not_outlive_a_file(replayed: Replay) -> None:
    """pg_dump's `set_config('search_path', '', false)` is undone by RESET ALL."""
    done = replayed(
        "SELECT pg_catalog.set_config('search_path', '', false);\nSET check_function_bodies = false;\nCREATE TABLE public.a ();",
        "CREATE TABLE b ();\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT nope';",
    )
    assert done.statuses == ["replayed", "failed"]
    assert (done.error(1).sqlstate, done.error(1).line) == ("42703", 2)
    done = replayed("SELECT pg_catalog.set_config('search_path', '', false);", "CREATE TABLE b ();")
    assert done.tables == ["b"]


def test_set_role_outlives_a_file(replayed: Replay) -> None:
    """RESET ALL leaves the role alone (PostgreSQL: GUC_NO_RESET_ALL)."""
    done = replayed(
        "SET ROLE anon;",
        "DO $$ BEGIN IF current_user <> 'anon' THEN RAISE 'it is %', current_user; END IF; END $$;",
        "RESET ROLE;",
        "CREATE TABLE a ();",
        lenient=True,
    )
    assert [result.error for result in done.results] == [None] * 4
    assert done.tables == ["a"]


def test_a_push_cannot_record_a_file_that_ends_as_another_role(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a ();\nSET ROLE anon;", "RESET ROLE;\nCREATE TABLE b ();")
    assert done.tables == ["b"]
    assert (done.error().sqlstate, done.error().hint.partition(":")[0]) == (
        "42501",
        "The file ends under SET ROLE anon, and the CLI records it as that role",
    )


def test_a_statement_prepared_in_vain_does_not_hinder_the_second_attempt(replayed: Replay) -> None:
    done = replayed(
        "PREPARE p AS SELECT 1;\nDO $$ BEGIN EXECUTE 'CREATE POLICY p ON storage.objects USING (true)'; END $$;"
    )
    assert done.statuses == ["replayed"]


def test_an_enum_made_and_used_in_one_file(replayed: Replay) -> None:
    """In one transaction, without savepoints: from 17 on the new label may be used at once."""
    done = replayed("CREATE TYPE e AS ENUM ('a');\nALTER TYPE e ADD VALUE 'b';\nCREATE TABLE t (c e DEFAULT 'b');")
    assert done.statuses == ["replayed"]


def test_what_must_be_first_or_ends_the_transaction(replayed: Replay) -> None:
    done = replayed(
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE a ();",
        "CREATE TABLE b ();\nDO $$BEGIN COMMIT; END$$;\nCREATE TABLE c ();",
        "DISCARD ALL;\nCREATE TABLE d ();",
    )
    assert [result.error for result in done.results] == [None] * 3
    assert done.origin("table", "public", "d") == "3:2"


def test_what_asks_for_a_block_is_refused_to_a_push(replayed: Replay) -> None:
    text = "CREATE TABLE a ();\nDECLARE c CURSOR FOR SELECT 1;"
    assert replayed(text, lenient=True).statuses == ["replayed"]
    assert replayed("DECLARE c CURSOR FOR SELECT 1;\nCREATE TABLE b ();").error().sqlstate == "25P01"


def test_read_only_session_does_not_outlive_a_file(replayed: Replay) -> None:
    done = replayed("SET default_transaction_read_only = on;", "CREATE TABLE b ();")
    assert done.statuses == ["replayed", "replayed"]


def test_temporary_tables_outlive_a_file(replayed: Replay) -> None:
    done = replayed("CREATE TEMP TABLE x (i int);", "INSERT INTO x VALUES (1); CREATE TABLE a AS SELECT * FROM x;")
    assert done.statuses == ["replayed", "replayed"]


def test_text_is_sent_as_it_is(replayed: Replay) -> None:
    """Percent signs, question marks and backslashes are no placeholders."""
    done = replayed(
        r"CREATE TABLE p (t text DEFAULT '%s %(a)s 100% ? :x $1 \');" + "\nSELECT 5 % 2, '{}'::jsonb ? 'a';"
    )
    assert done.results[0].error is None
    assert done.rows("SELECT column_default FROM information_schema.columns WHERE table_name = 'p'") == [
        (r"'%s %(a)s 100% ? :x $1 \'::text",)
    ]


def test_the_settings_of_a_transaction_come_first(replayed: Replay) -> None:
    text = "BEGIN;\nSET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\nCREATE TABLE public.mine ();\nCOMMIT;"
    done = replayed(text)
    assert done.statuses == ["replayed"], done.results[0].error
    assert done.origin("table", "public", "mine") == "1:3"


def test_the_history_of_the_cli_can_be_read(replayed: Replay) -> None:
    """It is there from the first file on, and has a row for each file that ran before."""
    read = "DO $$ BEGIN ASSERT (SELECT array_agg(version ORDER BY version) FROM supabase_migrations.schema_migrations) {}; END $$;"
    done = replayed(
        read.format("IS NULL"),
        "SELECT 1/0;",
        "CREATE FUNCTION public.latest() RETURNS text LANGUAGE sql AS"
        " 'SELECT max(version) FROM supabase_migrations.schema_migrations';",
        "ALTER TABLE supabase_migrations.schema_migrations ADD COLUMN created_by text; SELECT public.latest();",
        read.format("= ARRAY['1', '3', '4']"),
        "DO $$ BEGIN ASSERT (SELECT name || statements[2] FROM supabase_migrations.schema_migrations WHERE version = '4')"
        " = 'xSELECT public.latest()'; END $$;",
    )
    assert done.statuses == ["replayed", "failed", "replayed", "replayed", "replayed", "replayed"], done.results
