"""Migrations run as `supabase db push` runs them: transactions, settings between files, errors and their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.core.errors import SchemasyncError
from schemasync.pipeline import replay
from schemasync.postgres.embedded import ADMIN, ShadowServer, embedded
from schemasync.supabase.stub_control_files import FROM_PATH
from tests.plugins.replays import Replay

# One file is one transaction


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


# Statements that run outside a transaction


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


# Between files


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


# Errors and their places


def test_place_in_a_statement_of_several_lines(replayed: Replay) -> None:
    done = replayed("-- é☃🐘\nCREATE TABLE a (thing int);\nSELECT 'ünï🐘',\n   things\nFROM a;")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (4, 4, "42703")
    assert error.message == 'column "things" does not exist'
    assert 'Perhaps you meant to reference the column "a.thing"' in error.hint
    assert error.statement == "SELECT 'ünï🐘',\n   things\nFROM a"


def test_place_with_windows_line_ends(replayed: Replay) -> None:
    error = replayed("SELECT 1;\r\nSELECT 'ü',\r\n  nope;\r\n").error()
    assert (error.line, error.column) == (3, 3)


def test_place_of_a_syntax_error(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a ();\nCREATE TABLE b (\n  i int,,\n);\nCREATE TABLE c ();")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (3, 9, "42601")
    assert 'at or near ","' in error.message
    assert done.tables == []


def test_place_in_the_body_of_a_function(replayed: Replay) -> None:
    plpgsql = "SELECT 1;\nCREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1 +;\nEND $$;"
    error = replayed(plpgsql).error()
    assert (error.line, error.sqlstate) == (4, "42601")
    error = replayed("SELECT 1;\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n  SELECT nope\n$$;").error()
    assert (error.line, error.column) == (3, 10)


def test_place_of_an_error_in_dynamic_sql_is_the_statement(replayed: Replay) -> None:
    """The server's position counts in the inner query, not in the file."""
    error = replayed("SELECT 1;\nDO $$\nBEGIN\n    EXECUTE 'SELECT\n\n\n      nope';\nEND $$;").error()
    assert error.sqlstate == "42703"
    assert (error.line, error.column) in {(2, 1), (4, 5)}


def test_place_of_an_error_in_a_called_function(replayed: Replay) -> None:
    error = replayed(
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n  PERFORM 1;\n  PERFORM nope FROM pg_class;\nEND $$;",
        "SELECT 1;\nSELECT 2;\nSELECT f();\nSELECT 3;",
    ).error(1)
    assert (error.line, error.column, error.sqlstate) == (3, 1, "42703")


def test_unreadable_file(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a ();\nSELECT 'é', 'open;\n", "CREATE TABLE b ();")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (2, 13, "42601")
    assert "unterminated quoted string" in error.message
    assert done.tables == ["b"]


def test_deeper_than_the_grammar_reads(replayed: Replay) -> None:
    """A long chain of operators is a deep tree; the server reads it all the same."""
    chain = "||'x'" * 100
    blocks = "IF true THEN " * 400 + "PERFORM 'extension'; " + "END IF; " * 400
    done = replayed(
        f"SELECT 'a'{chain};\nCREATE TABLE a ();", f"SELECT nope{chain} FROM a;", f"DO $$ BEGIN {blocks} END $$;"
    )
    assert done.statuses == ["replayed", "failed", "replayed"]
    assert "column nope" in done.error(1).diagnosis


def test_psql_meta_command(replayed: Replay) -> None:
    error = replayed("SELECT 1;\n\\restrict abc\nSELECT 1;").error()
    assert (error.line, error.sqlstate) == (2, "42601")
    assert "psql" in error.diagnosis


def test_rows_of_copy(replayed: Replay) -> None:
    done = replayed("CREATE TABLE a (i int);\nCOPY a FROM stdin;\n1\n\\.\n", "CREATE TABLE b ();")
    error = done.error()
    assert (error.line, error.column, error.sqlstate) == (2, 1, "08P01")
    assert "seed.sql" in error.hint
    assert done.tables == ["b"]


@pytest.mark.parametrize(
    ("sql", "sqlstate", "words"),
    [
        ("ALTER TABLE nowhere ADD x int;", "42P01", "No migration makes nowhere"),
        ("CREATE TABLE a ();\nCREATE TABLE a ();", "42P07", "1_x.sql:1 made it already"),
        ("CREATE TABLE nowhere.a ();", "3F000", "No migration makes nowhere"),
        ("SELECT nothing(1);", "42883", "No migration makes nothing"),
        ("CREATE TABLE auth.mine ();", "42501", "Supabase refuses"),
        ("ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;", "42501", "Supabase refuses"),
        (
            "CREATE TABLE IF NOT EXISTS a ();\nCREATE TABLE IF NOT EXISTS a (i int);\nSELECT i FROM a;",
            "42703",
            "without it",
        ),
        ("SELECT * FROM cron.job;", "42P01", "extension pg_cron, which no migration enables"),
        ("SET search_path = public; SELECT gen_salt('bf');", "42883", "write extensions. before it"),
        (
            "CREATE TABLE a (i int PRIMARY KEY, j int REFERENCES a);\nINSERT INTO a VALUES (1, 2);",
            "23503",
            "production",
        ),
        ('CREATE EXTENSION "basejump-supabase_test_helpers";', "0A000", "database.dev"),
        ("CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON a EXECUTE FUNCTION f();", "42601", "OR REPLACE TRIGGER"),
        ("CREATE TABLE a (i int AUTO_INCREMENT);", "42601", "IDENTITY"),
        ("RAISE NOTICE 'x';", "42601", "PL/pgSQL"),
        (
            "CREATE TABLE a (i int);\nSELECT f(i) FROM a;\nCREATE FUNCTION f(i int) RETURNS int LANGUAGE sql AS '';",
            "42883",
            "line 3",
        ),
        ("CREATE TABLE a (); CREATE POLICY IF NOT EXISTS p ON a USING (true);", "42601", "no IF NOT EXISTS"),
    ],
)
def test_diagnosis(replayed: Replay, sql: str, sqlstate: str, words: str) -> None:
    error = replayed(sql).error()
    assert (error.sqlstate, words in error.diagnosis) == (sqlstate, True), error


def test_diagnosis_names_other_files(replayed: Replay) -> None:
    done = replayed(
        "ALTER TABLE late ADD i int;", "CREATE TABLE broken (i int);\nSELECT 1/0;", "CREATE TABLE late ();",
        "ALTER TABLE broken ADD j int;", "DROP TABLE late;\nALTER TABLE late ADD j int;",
    )  # fmt: skip
    assert "later file, 3_x.sql:1" in done.error(0).diagnosis
    assert "2_x.sql:1, which failed itself" in done.error(3).diagnosis
    assert "dropped or renamed by 5_x.sql:1" in done.error(4).diagnosis


# What Supabase lets the project's role do


def test_policies_on_storage(replayed: Replay) -> None:
    done = replayed(
        "CREATE POLICY \"Öffentlich\" ON storage.objects FOR SELECT TO anon USING (bucket_id = 'avatars');",
        "ALTER POLICY \"Öffentlich\" ON storage.objects USING (bucket_id = 'it''s');",
        "COMMENT ON POLICY \"Öffentlich\" ON storage.objects IS 'x';",
        'CREATE POLICY b ON storage.buckets USING (true); DROP POLICY "Öffentlich" ON storage.objects;',
        "CREATE POLICY m ON realtime.messages USING (true);",
        "DROP POLICY IF EXISTS nowhere ON storage.objects;",
    )
    assert [result.error for result in done.results] == [None] * 6
    assert done.rows("SELECT polname FROM pg_policy ORDER BY 1") == [("b",), ("m",)]


@pytest.mark.xfail(reason="PostgreSQL tells no place for a utility statement inside EXECUTE", strict=True)
def test_place_of_an_error_behind_a_door(replayed: Replay) -> None:
    error = replayed("SELECT 1;\nCREATE POLICY p ON storage.objects\n  USING (nope = 1);").error()
    assert (error.line, error.column, error.sqlstate) == (3, 10, "42703")


def test_door_statements_see_the_search_path(replayed: Replay) -> None:
    done = replayed(
        "CREATE FUNCTION mine() RETURNS boolean LANGUAGE sql AS 'SELECT true';\n"
        "CREATE POLICY p ON storage.objects USING (mine());"
    )
    assert done.results[0].error is None


def test_trigger_on_auth_users(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE profiles (id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE);\n"
        "CREATE FUNCTION handle_new_user() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN NEW; END $$;\n"
        "CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION handle_new_user();",
        "DROP TRIGGER on_auth_user_created ON auth.users;\n"
        "CREATE TRIGGER again AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION handle_new_user();",
    )
    assert [result.error for result in done.results] == [None, None]
    assert done.rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'auth.users'::regclass") == [
        ("again",)
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE EXTENSION citext",
        "CREATE EXTENSION IF NOT EXISTS citext",
        "CREATE EXTENSION citext WITH SCHEMA extensions",
        "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public CASCADE",
        "CREATE EXTENSION earthdistance WITH SCHEMA extensions CASCADE",
    ],
)
def test_contrib_extension(replayed: Replay, statement: str) -> None:
    done = replayed(f"{statement};")
    assert done.results[0].error is None
    schema = "extensions" if "extensions" in statement else "public"
    name = statement.split()[2] if "IF" not in statement else "citext"
    rows = done.rows(f"SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = '{name}'")
    assert rows == [(schema,)]


def test_extension_twice_is_an_error(replayed: Replay) -> None:
    done = replayed(
        "CREATE EXTENSION citext WITH SCHEMA extensions;",
        "CREATE EXTENSION citext WITH SCHEMA extensions;",
        "CREATE EXTENSION IF NOT EXISTS citext;",
    )
    assert done.statuses == ["replayed", "failed", "replayed"]
    assert done.error(1).sqlstate == "42710"


@pytest.mark.parametrize("name", ["pg_cron", "pg_net", "vector", "pgmq", "http", "hypopg", "pgjwt", "pg_graphql", "pg_hashids",
                                  "pg_jsonschema", "index_advisor"])  # fmt: skip
def test_stand_in_for_an_extension(replayed: Replay, name: str) -> None:
    done = replayed(
        f"CREATE EXTENSION IF NOT EXISTS {name} WITH SCHEMA extensions;", f"CREATE EXTENSION IF NOT EXISTS {name};",
        f"DROP EXTENSION {name} CASCADE;", f"CREATE EXTENSION {name} WITH SCHEMA extensions;",
    )  # fmt: skip
    assert [result.error for result in done.results] == [None] * 4
    assert done.rows(f"SELECT extname FROM pg_extension WHERE extname = '{name}'") == [(name,)]


VECTORS = "CREATE EXTENSION vector; CREATE TABLE v (id int, e vector(3), b bit(8));"
INDEX = "CREATE INDEX v_e ON v USING hnsw (e vector_l2_ops) WITH (m = 8, ef_construction = 32);"
OPTIONS = "SELECT relname, reloptions FROM pg_class WHERE relname LIKE 'v%e%' AND relnamespace = 'public'::regnamespace AND relkind IN ('i', 'I') ORDER BY 1"
MADE = ["m=8", "ef_construction=32"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((INDEX,), [("v_e", MADE)]),
        ((INDEX, "ALTER TABLE v ALTER e TYPE vector(5), ALTER id TYPE bigint;"), [("v_e", MADE)]),
        ((f"DO $$ BEGIN IF true THEN {INDEX} END IF; END $$;",), [("v_e", MADE)]),
        (
            (
                "DROP TABLE v; CREATE TABLE v (id int, e vector(3)) PARTITION BY LIST (id);",
                "CREATE TABLE v_1 PARTITION OF v FOR VALUES IN (1); CREATE TABLE v_2 PARTITION OF v FOR VALUES IN (2);",
                INDEX,
            ),
            [("v_1_e_idx", MADE), ("v_2_e_idx", MADE), ("v_e", MADE)],
        ),
        (
            (
                "DROP TABLE v; CREATE TABLE v (id int, e vector(3)) PARTITION BY LIST (id);",
                "CREATE TABLE v_1 PARTITION OF v FOR VALUES IN (1);",
                INDEX,
                "CREATE TABLE v_2 PARTITION OF v FOR VALUES IN (2);",
                "CREATE TABLE v_3 (id int, e vector(3)); ALTER TABLE v ATTACH PARTITION v_3 FOR VALUES IN (3);",
            ),
            [("v_1_e_idx", MADE), ("v_2_e_idx", MADE), ("v_3_e_idx", MADE), ("v_e", MADE)],
        ),
        ((f"DO $do$ BEGIN -- {INDEX}\n RAISE NOTICE '%', '{INDEX}'; {INDEX} END $do$;",), [("v_e", MADE)]),
        (("CREATE INDEX v_e ON v USING hnsw (b bit_hamming_ops);",), [("v_e", None)]),
        (("CREATE INDEX v_e ON v USING ivfflat (b bit_hamming_ops) WITH (lists = 9);",), [("v_e", ["lists=9"])]),
    ],
    ids=[
        "plain",
        "another type",
        "in a block",
        "partitioned",
        "new partitions",
        "told of first",
        "bits",
        "bits with options",
    ],
)
def test_indexes_of_vectors(
    replayed: Replay, texts: tuple[str, ...], expected: list[tuple[str, list[str] | None]]
) -> None:
    done = replayed(VECTORS, *texts)
    assert [result.error for result in done.results] == [None] * (1 + len(texts))
    assert done.rows(OPTIONS) == expected


def test_an_extension_that_a_block_only_speaks_of(replayed: Replay) -> None:
    done = replayed(
        "DO $$ BEGIN /* CREATE EXTENSION vector; */ RAISE NOTICE 'now: CREATE EXTENSION vector'; CREATE EXTENSION vector; END $$;"
    )
    assert [result.error for result in done.results] == [None]
    assert done.rows("SELECT extname FROM pg_extension WHERE extname = 'vector'") == [("vector",)]


def test_settings_of_vectors(replayed: Replay) -> None:
    done = replayed(
        "CREATE EXTENSION vector; CREATE FUNCTION near() RETURNS int LANGUAGE sql SET hnsw.ef_search = 40 AS 'SELECT 1';",
        "ALTER FUNCTION near() SET ivfflat.probes = 10; SET hnsw.iterative_scan = 'strict_order';",
        "SELECT B'101' <~> B'110', jaccard_distance(B'101', B'110');",
    )
    assert [result.error for result in done.results] == [None] * 3


@pytest.mark.parametrize("name", ["pg_cron", "pg_net", "pgmq", "pg_graphql", "postgres_fdw", "vector", "moddatetime"])
def test_extension_in_sql_that_is_put_together(replayed: Replay, shadow: ShadowServer, name: str) -> None:
    """Nothing of the statement can be read before it runs: the server itself finds the stand-in, or trusts its own."""
    if shadow.version < FROM_PATH * 10000:
        pytest.skip("the server reads its share folder alone")
    done = replayed(
        "CREATE FUNCTION enable(n text) RETURNS void LANGUAGE plpgsql AS"
        " $$ BEGIN EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I', n); END $$;",
        f"SELECT enable('{name}');",
        f"CREATE EXTENSION IF NOT EXISTS {name}; CREATE TABLE t (id int);",
        f"DROP EXTENSION {name};",
    )
    assert [result.error for result in done.results] == [None] * 4
    assert {ref.path[:2] for ref in done.origins if ref.kind == "table"} == {("public", "t")}
    assert {ref.path[1] for ref in done.origins if ref.kind == "function"} == {"enable"}


@pytest.mark.parametrize("name", ["pgcrypto", '"uuid-ossp"', "supabase_vault", "pg_stat_statements", "plpgsql"])
def test_extension_that_every_project_has(replayed: Replay, name: str) -> None:
    """Half of all public projects enable them again."""
    done = replayed(
        f"CREATE EXTENSION IF NOT EXISTS {name};", f"CREATE EXTENSION IF NOT EXISTS {name} WITH SCHEMA extensions;"
    )
    assert [result.error for result in done.results] == [None, None]


def test_what_stand_ins_offer(replayed: Replay) -> None:
    done = replayed(
        "CREATE EXTENSION pg_cron; SELECT cron.schedule('nightly', '0 0 * * *', 'SELECT 1');",
        "CREATE EXTENSION IF NOT EXISTS pg_net; SELECT net.http_post('http://x', '{}'::jsonb);",
        "CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA extensions;\n"
        "CREATE TABLE v (e extensions.vector(3)); CREATE TABLE w (e vector(1536));",
        "SELECT extensions.uuid_generate_v4(), gen_random_uuid(), uuid_generate_v4();",
        "SELECT vault.create_secret('s', 'n');",
    )
    assert [result.error for result in done.results] == [None] * 5
    assert done.rows("SELECT jobname FROM cron.job") == [("nightly",)]


def test_unknown_extension(replayed: Replay) -> None:
    error = replayed("SELECT 1;\nCREATE EXTENSION nosuch;").error()
    assert (error.line, error.sqlstate) == (2, "0A000")
    assert "nosuch" in error.message


def test_realtime_publication(replayed: Replay) -> None:
    done = replayed(
        "CREATE TABLE a (i int PRIMARY KEY); ALTER PUBLICATION supabase_realtime ADD TABLE a;",
        "ALTER TABLE a REPLICA IDENTITY FULL;",
        "DROP PUBLICATION IF EXISTS supabase_realtime; CREATE PUBLICATION supabase_realtime;",
    )
    assert [result.error for result in done.results] == [None] * 3


def test_buckets_and_jobs_are_rows(replayed: Replay) -> None:
    done = replayed(
        "INSERT INTO storage.buckets (id, name, public) VALUES ('avatars', 'avatars', true) ON CONFLICT DO NOTHING;"
    )
    assert done.results[0].error is None


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE PUBLICATION p FOR ALL TABLES WITH (publish = 'insert')",
        "CREATE SCHEMA s; CREATE PUBLICATION p FOR TABLES IN SCHEMA s; DROP PUBLICATION p",
        "CREATE FOREIGN DATA WRAPPER w NO HANDLER OPTIONS (a '1')",
        "SET session_replication_role = replica",
        "ALTER ROLE authenticator SET pgrst.db_schemas = 'public, api'",
        "ALTER ROLE anon SET statement_timeout = '5s'",
        """CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
        CREATE EVENT TRIGGER t ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION e();
        ALTER EVENT TRIGGER t DISABLE; DROP EVENT TRIGGER t""",
        (
            "CREATE EXTENSION postgres_fdw WITH SCHEMA extensions; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw"
            " OPTIONS (host 'h'); CREATE FOREIGN TABLE f (i int) SERVER s; DROP EXTENSION postgres_fdw CASCADE"
        ),
        "CREATE EXTENSION pg_trgm; ALTER EXTENSION pg_trgm SET SCHEMA extensions; ALTER EXTENSION pg_trgm UPDATE",
        "COMMENT ON EXTENSION pgcrypto IS 'x'; COMMENT ON EXTENSION \"uuid-ossp\" IS NULL",
        "ALTER PUBLICATION supabase_realtime ADD TABLE storage.objects",
        (
            "DO $$ BEGIN IF true THEN CREATE EXTENSION IF NOT EXISTS pg_cron; END IF; PERFORM cron.schedule('* * * * *', 'x');"
            " END $$"
        ),
        "DO $$ BEGIN CREATE POLICY p ON storage.objects USING (true); EXECUTE 'DROP POLICY p ON storage.objects'; END $$",
    ],
)
def test_what_supautils_allows(replayed: Replay, statement: str) -> None:
    """platform.md section 4, "Allowed via supautils"."""
    assert replayed(f"{statement};").results[0].error is None


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE auth.x ()",
        "ALTER TABLE auth.users ADD x int",
        "CREATE INDEX ON auth.users (email)",
        "COMMENT ON TABLE storage.objects IS 'x'",
        "CREATE POLICY p ON vault.secrets USING (true)",
        "SET ROLE supabase_admin",
        "ALTER SYSTEM SET work_mem = '1MB'",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/x'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE FUNCTION c() RETURNS int LANGUAGE c AS 'x', 'y'",
        "CREATE ROLE boss SUPERUSER",
        "GRANT supabase_admin TO postgres",
        "ALTER ROLE supabase_admin PASSWORD 'x'",
        "CREATE EXTENSION file_fdw WITH SCHEMA extensions",
        "CREATE EXTENSION amcheck WITH SCHEMA extensions",
        "DROP SCHEMA schemasync CASCADE",
        "DROP EVENT TRIGGER schemasync_log",
        "ALTER ROLE anon LOGIN",
        "ALTER USER authenticator INHERIT",
        "ALTER ROLE postgres PASSWORD 'x'",
        "DROP ROLE service_role",
        "ALTER ROLE anon RENAME TO nona",
        "CREATE POLICY p ON storage.migrations USING (true)",
        "DO $$ BEGIN CREATE POLICY p ON storage.objects USING (true); CREATE TABLE auth.x (); END $$",
        "DO $$ BEGIN ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY; END $$",
        "DO $$ BEGIN CREATE POLICY p ON storage.objects USING (true); DROP TABLE auth.users CASCADE; END $$",
        "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p",
        "DO $$ BEGIN CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (create_slot = false); END $$",
        "SET ROLE authenticated; CREATE EXTENSION citext",
    ],
)
def test_what_supabase_refuses(replayed: Replay, statement: str) -> None:
    """platform.md section 4, "Fails 42501"."""
    error = replayed(f"{statement};").error()
    assert error.sqlstate in ("42501", "0A000"), error


# Hostile or unlucky files: a value, never a crash


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT pg_terminate_backend(pg_backend_pid());",
        "ALTER ROLE postgres PASSWORD 'other';",
        "ALTER ROLE postgres NOLOGIN;",
        "ALTER ROLE postgres CONNECTION LIMIT 0;",
        "ALTER DATABASE postgres CONNECTION LIMIT 0;",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid();",
        "ALTER ROLE postgres SET default_transaction_read_only = on;",
        "ALTER ROLE postgres SET search_path = nowhere;",
    ],
)
def test_hostile_file_does_not_end_the_replay(tmp_path: Path, sql: str) -> None:
    """Either the file fails, or the others are told of all the same; at worst one of our own errors says why."""
    (tmp_path / "1_a.sql").write_text("CREATE TABLE a ();")
    (tmp_path / "2_b.sql").write_text(sql)
    (tmp_path / "3_c.sql").write_text("CREATE TABLE public.c ();")
    with embedded() as server:
        try:
            done = replay(server, tmp_path)
        except SchemasyncError as error:
            pytest.fail(f"the whole replay gave up: {error.message}")
        assert [result.status for result in done.results][0::2] == ["replayed", "replayed"]
        with server.connect(role=ADMIN) as connection:
            assert connection.execute("SELECT to_regclass('public.c') IS NOT NULL").fetchone() == (True,)


# What Supabase allowed once


ONCE = [
    "CREATE FUNCTION auth.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1';",
    "CREATE TABLE IF NOT EXISTS storage.mine (id integer);",
    "ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;",
    "CREATE INDEX mine ON auth.users (phone);",
    "COMMENT ON TABLE auth.users IS 'people';",
    "DELETE FROM storage.objects WHERE bucket_id = 'old';",
    "DELETE FROM storage.buckets WHERE id = 'old';",
]


@pytest.mark.parametrize("statement", ONCE)
def test_applied_files_may_do_what_supabase_allowed_once(replayed: Replay, statement: str) -> None:
    policy = "CREATE POLICY mine ON storage.objects USING (true);"
    text = f"CREATE TABLE public.before ();\n{policy}\n{statement}\nCREATE TABLE public.after ();"
    strict = replayed(text)
    assert (strict.error().sqlstate, strict.error().line) == ("42501", 3)
    lenient = replayed(text, "ALTER TABLE auth.users ADD COLUMN x integer;", lenient=True)
    assert lenient.results[0].status == "replayed", lenient.results[0].error
    assert "line 3" in lenient.results[0].notice
    assert lenient.tables == ["after", "before"]
    rights = (
        "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'postgres'::regrole UNION ALL"
        " SELECT nspname || nspacl::text FROM pg_namespace WHERE nspname IN ('auth', 'storage', 'realtime') ORDER BY 1"
    )
    assert lenient.rows(rights) == strict.rows(rights), "the rights are taken back"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER SYSTEM SET work_mem = '1MB';",
        "CREATE EXTENSION file_fdw;",
        "SELECT pg_read_file('/etc/passwd');",
        "ALTER ROLE postgres SUPERUSER;",
        "COPY (SELECT 1) TO PROGRAM 'true';",
    ],
)
def test_lenient_is_never_a_superuser(replayed: Replay, statement: str) -> None:
    done = replayed(statement, lenient=True)
    assert done.error().sqlstate in ("42501", "0A000", "25001")


# Stand-ins


def test_a_stand_in_goes_where_it_is_written(replayed: Replay) -> None:
    """Written, else public; in the order of the file, and with it undone."""
    done = replayed(
        "CREATE SCHEMA ext; CREATE EXTENSION pg_hashids WITH SCHEMA ext; SELECT ext.id_encode(1);",
        "CREATE EXTENSION pg_jsonschema; SELECT public.json_matches_schema('{}', '{}');",
        "CREATE SCHEMA IF NOT EXISTS pgmq; CREATE EXTENSION IF NOT EXISTS \"pgmq\" WITH SCHEMA pgmq VERSION '1.4.4';",
        "CREATE EXTENSION pg_tle; SELECT 1/0;",
        "CREATE EXTENSION pg_tle; CREATE EXTENSION IF NOT EXISTS pg_tle;",
        "DROP EXTENSION pg_tle; CREATE EXTENSION pg_tle;",
        "CREATE EXTENSION pg_tle;",
    )
    assert done.statuses == ["replayed", "replayed", "replayed", "failed", "replayed", "replayed", "failed"]
    assert done.error(6).sqlstate == "42710"


@pytest.mark.parametrize(
    "name",
    ["pgsodium", "wrappers", "timescaledb", "pgroonga", "pgaudit", "pg_partman", "pg_stat_monitor", "orioledb", "plv8"],
)
def test_every_extension_of_supabase_can_be_created(replayed: Replay, name: str) -> None:
    done = replayed(f'CREATE EXTENSION IF NOT EXISTS "{name}" WITH SCHEMA extensions; DROP EXTENSION "{name}" CASCADE;')
    assert done.statuses == ["replayed"], done.results[0].error


def test_surface_of_stand_ins(replayed: Replay) -> None:
    done = replayed(
        "CREATE EXTENSION pgsodium; SELECT id FROM pgsodium.create_key(name := 'k');"
        " SELECT pgsodium.crypto_aead_det_encrypt('x'::bytea, 'y'::bytea, gen_random_uuid());",
        "CREATE EXTENSION wrappers WITH SCHEMA extensions;"
        " CREATE FOREIGN DATA WRAPPER stripe HANDLER extensions.stripe_fdw_handler VALIDATOR extensions.stripe_fdw_validator;",
        "CREATE EXTENSION pgroonga WITH SCHEMA extensions; CREATE TABLE t (a text, b varchar, c jsonb, d text[], e integer);"
        " CREATE INDEX ON t USING pgroonga (a, e); CREATE INDEX ON t USING pgroonga (b); CREATE INDEX ON t USING pgroonga (c);"
        " CREATE INDEX ON t USING pgroonga (d); CREATE INDEX ON t USING pgroonga (a pgroonga_text_full_text_search_ops_v2);"
        " SELECT * FROM t WHERE a &@~ 'x';",
        "CREATE EXTENSION timescaledb WITH SCHEMA extensions; CREATE TABLE m (at timestamptz NOT NULL);"
        " SELECT create_hypertable('m', 'at', chunk_time_interval => INTERVAL '1 day'); SELECT time_bucket('1 hour', at) FROM m;",
    )
    assert [result.error for result in done.results] == [None] * 4


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


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE EXTENSION hstore; ALTER EXTENSION hstore SET SCHEMA extensions",
        "CREATE EXTENSION hstore; COMMENT ON EXTENSION hstore IS 'it''s \\ theirs'",
        "CREATE EXTENSION hstore; DROP EXTENSION IF EXISTS hstore, pg_trgm CASCADE",
        "CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update')",
        "CREATE EVENT TRIGGER told ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.told()",
        (
            "CREATE ROLE reporting NOLOGIN BYPASSRLS; ALTER ROLE reporting REPLICATION; ALTER ROLE reporting NOINHERIT BYPASSRLS;"
            " DROP ROLE reporting"
        ),
    ],
)
@pytest.mark.parametrize("block", ["{};", "DO $$ BEGIN IF true THEN {}; END IF; END $$;"], ids=["alone", "in a block"])
def test_what_supabase_lends_in_a_block(replayed: Replay, statement: str, block: str) -> None:
    prepare = "CREATE FUNCTION public.told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
    done = replayed(prepare + block.format(statement))
    assert done.statuses == ["replayed"], done.results[0].error


def test_what_supabase_refuses_in_a_block(replayed: Replay) -> None:
    block = "DO $$ BEGIN ALTER ROLE anon NOINHERIT; EXCEPTION WHEN insufficient_privilege THEN RAISE EXCEPTION 'refused'; END $$;"
    assert "refused" in replayed(block).error(0).message


def test_entries_of_privileges_stand_as_on_supabase(replayed: Replay) -> None:
    """Migrations compare hashes of whole definitions with those that they saw."""
    wanted = "{=X/postgres,postgres=X/postgres,anon=X/postgres,authenticated=X/postgres,service_role=X/postgres}"
    done = replayed(
        "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
        f"DO $$ BEGIN ASSERT (SELECT proacl::text = '{wanted}' FROM pg_proc WHERE oid = 'public.f()'::regprocedure); END $$;"
    )
    assert done.statuses == ["replayed"], done.results[0].error
