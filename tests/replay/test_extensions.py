"""Extensions in a replay: those that the server has, and stubs of those that it lacks."""

from __future__ import annotations

import pytest

from schemasync.postgres.shadow import ShadowServer
from schemasync.supabase.stub_control_files import FROM_PATH
from tests.plugins.replays import Replay


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


def test_stand_ins_move_and_have_versions_as_their_extensions(replayed: Replay) -> None:
    """hypopg is relocatable and pgjwt is not; migrations take the parts of a version for numbers."""
    shadow = replayed(
        "CREATE EXTENSION hypopg WITH SCHEMA public; ALTER EXTENSION hypopg SET SCHEMA extensions;",
        "CREATE EXTENSION pgjwt WITH SCHEMA public; ALTER EXTENSION pgjwt SET SCHEMA extensions;",
        "CREATE EXTENSION pgmq; DO $$ BEGIN ASSERT (SELECT string_to_array(extversion, '.')::int[] >= ARRAY[1, 4]"
        " FROM pg_extension WHERE extname = 'pgmq'); END $$;",
    )
    assert [(result.status, result.error and result.error.sqlstate) for result in shadow.results] == [
        ("replayed", None),
        ("failed", "0A000"),
        ("replayed", None),
    ]
    assert shadow.rows("SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'hypopg'") == [
        ("extensions",)
    ]
