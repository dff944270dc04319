"""Buckets of Storage and jobs of pg_cron are objects: rows that migrations write, with origin, findings and proven SQL."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
import pytest

from schemasync.introspect.snapshot import read_snapshot
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.supabase.stubs import install_stub
from tests.plugins.replays import Compare, Replay, Report
from tests.plugins.servers import Cluster

BUCKETS = """INSERT INTO storage.buckets (id, name, public) VALUES ('avatars', 'avatars', true);
INSERT INTO storage.buckets (id, name, file_size_limit, allowed_mime_types)
    VALUES ('o''docs', 'docs', 1000, '{image/png,image/jpeg}');
"""
JOBS = """CREATE EXTENSION pg_cron;
SELECT cron.schedule('nightly', '0 3 * * *', $$DELETE FROM a$$);
SELECT cron.schedule('1 2 3 4 5', 'SELECT 1');
"""


def finding(report: Report, name: str) -> dict[str, Any]:
    (found,) = [f for f in report["findings"] if f["name"] == name]
    return dict(found)


def fix(found: dict[str, Any], option: str) -> str:
    (sql,) = [f["sql"] for f in found["fixes"] if f["direction"] == option and f["proven"]]
    return str(sql)


def test_origins(replayed: Replay) -> None:
    shadow = replayed("SELECT 1;", BUCKETS, JOBS, "UPDATE storage.buckets SET public = false WHERE id = 'avatars';")
    assert shadow.origin("bucket", "storage", "avatars") == "4:1"
    assert shadow.origin("bucket", "storage", "o'docs") == "2:2"
    assert shadow.origin("cron_job", "cron", "nightly") == "3:2"
    assert shadow.origin("cron_job", "cron", "", "1 2 3 4 5", "SELECT 1") == "3:3"


def test_same_rows_are_in_sync(compare: Compare) -> None:
    assert compare({"1_a.sql": BUCKETS}, BUCKETS)["status"] == "synced"


def test_buckets_that_differ(compare: Compare) -> None:
    report = compare(
        {"1_a.sql": BUCKETS},
        "INSERT INTO storage.buckets (id, name, public) VALUES ('o''docs', 'docs', true), ('more', 'more', false);",
    )
    assert [(f["name"], f["status"], f["severity"]) for f in report["findings"]] == [
        ("storage.o'docs", "PARTIALLY SYNCED", "security"),
        ("storage.avatars", "MISSING", "breaking"),
        ("storage.more", "EXTRA", "functional"),
    ]
    changed = finding(report, "storage.o'docs")
    assert changed["origin"] == {"file": "1_a.sql", "line": 2}
    assert fix(changed, "repair") == (
        "SET search_path = '';\n"
        "UPDATE storage.buckets SET public = false, file_size_limit = 1000,"
        " allowed_mime_types = ARRAY['image/jpeg', 'image/png']::text[] WHERE id = 'o''docs';\n"
        "RESET search_path;\n"
    )
    assert "VALUES ('more', 'more', false, NULL, NULL)" in fix(finding(report, "storage.more"), "adopt")
    assert "DELETE FROM storage.buckets" in fix(finding(report, "storage.more"), "repair")
    assert report["plans"]["repair"]["proven"]


def test_jobs_that_are_the_same_count(compare: Compare, shadow: ShadowServer) -> None:
    """A job that was scheduled twice without a name runs twice."""
    stub = files("schemasync.supabase.platform").joinpath("stubs/pg_cron.sql").read_text(encoding="utf-8")
    shadow.create_database("with_jobs")
    with shadow.connect("with_jobs", ADMIN) as admin:
        install_stub(admin, "pg_cron", stub)
        admin.execute("SET SESSION AUTHORIZATION postgres")
        admin.execute("SELECT cron.schedule('@daily', 'SELECT 2') FROM generate_series(1, 3)")
        admin.execute("SELECT cron.schedule('@hourly', '#5')")
        admin.execute("RESET SESSION AUTHORIZATION; UPDATE cron.job SET database = 'postgres'")
    once = "CREATE EXTENSION pg_cron;\nSELECT cron.schedule('@daily', 'SELECT 2');\n"
    files_ = {"1_a.sql": once + "SELECT cron.schedule('@hourly', '#5') FROM generate_series(1, 2);"}
    report = compare(files_, "", template="with_jobs")
    assert {(f["name"], f["status"]) for f in report["findings"]} == {
        ("cron..@daily.SELECT 2.#2", "EXTRA"),
        ("cron..@daily.SELECT 2.#3", "EXTRA"),
        ("cron..@hourly.#5.#2", "MISSING"),
    }
    assert report["plans"]["repair"]["proven"]
    assert report["plans"]["adopt"]["proven"]
    shadow.drop_database("with_jobs")


def test_jobs_that_differ(compare: Compare, shadow: ShadowServer) -> None:
    stub = files("schemasync.supabase.platform").joinpath("stubs/pg_cron.sql").read_text(encoding="utf-8")
    shadow.create_database("with_cron")
    with shadow.connect("with_cron", ADMIN) as admin:
        install_stub(admin, "pg_cron", stub)
        admin.execute("SET SESSION AUTHORIZATION postgres")
        admin.execute(
            "SELECT cron.schedule('nightly', '0 4 * * *', 'DELETE FROM a'), cron.schedule('@daily', 'SELECT 2')"
        )
        admin.execute("RESET SESSION AUTHORIZATION; UPDATE cron.job SET database = 'postgres'")
    report = compare({"1_a.sql": JOBS}, "", template="with_cron")
    assert {(f["name"], f["status"]) for f in report["findings"]} == {
        ("cron.nightly", "PARTIALLY SYNCED"),
        ("cron..1 2 3 4 5.SELECT 1", "MISSING"),
        ("cron..@daily.SELECT 2", "EXTRA"),
    }
    assert "schedule := '0 3 * * *'" in fix(finding(report, "cron.nightly"), "repair")
    assert report["plans"]["repair"]["proven"], report["diagnostics"]
    assert report["plans"]["adopt"]["proven"]


def test_a_role_that_does_not_see_the_rows(shadow: ShadowServer) -> None:
    shadow.create_database("unseen_rows")
    with shadow.connect("unseen_rows", ADMIN) as connection:
        connection.execute(BUCKETS.encode())
        connection.execute("CREATE ROLE sees_nothing; CREATE ROLE sees_no_row")
        connection.execute(
            "GRANT USAGE ON SCHEMA storage TO sees_no_row; GRANT SELECT ON storage.buckets TO sees_no_row"
        )
        try:
            assert _reason(connection, "sees_nothing") == "row level security hides its rows from the role"
            assert _reason(connection, "sees_no_row") == "row level security hides its rows from the role"
        finally:
            connection.execute("RESET ROLE")
            connection.execute("DROP OWNED BY sees_no_row; DROP ROLE sees_nothing, sees_no_row")


def _reason(connection: psycopg.Connection[Any], role: str) -> str:
    connection.execute(f"SET ROLE {role}".encode())
    snapshot = read_snapshot(connection)
    assert not [ref for ref in snapshot.objects if ref.kind == "bucket"]
    (unread,) = [item for item in snapshot.unmodeled if item.kind == "bucket"]
    return unread.reason


def test_a_database_without_plpgsql(shadow: ShadowServer) -> None:
    shadow.create_database("no_plpgsql")
    with shadow.connect("no_plpgsql", ADMIN) as connection:
        connection.execute("DROP EXTENSION plpgsql CASCADE")
        snapshot = read_snapshot(connection)
    (unread,) = [item for item in snapshot.unmodeled if item.kind == "bucket"]
    assert unread.reason == "the language plpgsql is missing"


CONFIG = """[storage.buckets.avatars]
public = false
file_size_limit = "50MiB"

[storage.buckets."more"]
public = true
"""


def test_buckets_of_the_configuration(compare: Compare, tmp_path: Path) -> None:
    """Buckets of the configuration are expected where they exist: a push creates none, and the Storage API does."""
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "migrations").mkdir()
    report = compare(
        {"migrations/1_a.sql": "SELECT 1;"},
        "INSERT INTO storage.buckets (id, name, public) VALUES ('avatars', 'avatars', true);",
        folder="migrations",
    )
    (only,) = report["findings"]
    assert (only["name"], only["origin"]) == ("storage.avatars", {"file": "config.toml", "line": 1})
    assert [(a["name"], a["expected"]) for a in only["attributes"]] == [
        ("public", "no"),
        ("file size limit", str(50 << 20)),
    ]
    assert any("buckets that the database lacks: more" in note for note in report["diagnostics"])


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (
            (
                "CREATE TYPE e AS ENUM ('x'); CREATE CAST (e AS json) WITH FUNCTION run(e); CREATE TABLE {} (id e);"
                " INSERT INTO {} VALUES ('x')"
            ),
            "it is not the table that Supabase makes (id)",
        ),
        ("CREATE TABLE {} (id text, public text); INSERT INTO {} VALUES ('a', 'sometimes')", "(public)"),
        ("CREATE TABLE {} (other integer); INSERT INTO {} VALUES (1)", "it is not the table that Supabase makes"),
        ("CREATE TABLE {} (id text); INSERT INTO {} SELECT i::text FROM generate_series(1, 10001) i", "10000 rows"),
        ("CREATE TABLE {} (id text, name text); INSERT INTO {} VALUES (NULL, 'x')", None),
        ("CREATE VIEW {} AS SELECT run_any() AS id", None),
    ],
)
def test_a_table_of_the_same_name_runs_nothing(pg: Cluster, table: str, reason: str | None) -> None:
    """A table of that name that a stranger made is named as not compared and not read; none of its code runs."""
    pg.create("strange")
    with pg.connect("strange") as connection:
        connection.execute("CREATE TABLE ran (i integer); CREATE SCHEMA storage; CREATE TYPE e0 AS ENUM ('x')")
        connection.execute(
            "CREATE FUNCTION run_any() RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'it ran'; END$$"
        )
        text = table.format("storage.buckets", "storage.buckets")
        if "run(e)" in text:
            first, _, text = text.partition(";")
            connection.execute(first.encode())
            connection.execute(
                "CREATE FUNCTION run(e) RETURNS json LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'it ran'; END$$"
            )
        connection.execute(text.encode())
        snapshot = read_snapshot(connection)
    pg.drop("strange")
    assert not [ref for ref in snapshot.objects if ref.kind == "bucket"]
    found = [item.reason for item in snapshot.unmodeled if item.kind == "bucket"]
    assert found == [] if reason is None else reason in found[0]


QUEUES = """CREATE EXTENSION pgmq;
SELECT pgmq.create('jobs');
SELECT pgmq.create('Mails');
SELECT pgmq.create('kept');
ALTER TABLE pgmq.q_mails ENABLE ROW LEVEL SECURITY;
CREATE POLICY only_service ON pgmq.q_mails TO service_role USING (true);
SELECT vault.create_secret('value of the first', 'first_key');
"""


def test_queues_and_secrets_that_differ(compare: Compare, shadow: ShadowServer) -> None:
    """A queue is one object with what people put on its tables; secrets are known by name, and their values never read."""
    stub = files("schemasync.supabase.platform").joinpath("stubs/pgmq.sql").read_text(encoding="utf-8")
    shadow.create_database("with_queues")
    with shadow.connect("with_queues", ADMIN) as admin:
        install_stub(admin, "pgmq", stub)
        admin.execute("ALTER TABLE pgmq.meta OWNER TO postgres; GRANT ALL ON SCHEMA pgmq TO postgres")
        admin.execute("SET SESSION AUTHORIZATION postgres")
        admin.execute("SELECT pgmq.create('jobs'), pgmq.create('by_hand'), pgmq.create('kept')")
        admin.execute("ALTER TABLE pgmq.q_kept ADD of_another_release int; GRANT SELECT ON pgmq.q_jobs TO anon")
        admin.execute("SELECT vault.create_secret('value of the second', 'second_key')")
    report = compare({"1_a.sql": QUEUES}, "", template="with_queues")
    assert [problem["title"] for problem in report["problems"]] == [
        "Access of anon to table pgmq.q_jobs is only in the database",
        "Row security of pgmq.q_mails, its queue and its policy are missing",
        "Vault secret vault.first_key is missing",
        "Queue pgmq.by_hand is only in the database",
    ]
    assert fix(finding(report, "pgmq.Mails"), "repair").startswith(
        "SELECT pgmq.create('Mails');\nALTER TABLE pgmq.q_mails "
    )
    assert fix(finding(report, "pgmq.by_hand"), "repair") == "SELECT pgmq.drop_queue('by_hand');\n"
    advice = finding(report, "vault.first_key")["recommendation"]
    assert advice == "No script repairs it: create it with vault.create_secret, as values of secrets are never read."
    assert "not compared: secret of Vault that no migration makes: second_key" in report["diagnostics"]
    assert "value of the" not in str({name: report[name] for name in ("problems", "plans", "diagnostics", "areas")})
    shadow.drop_database("with_queues")


def test_extensions_that_the_database_lacks(compare: Compare) -> None:
    """The tables of a queue go with their extension, so one script makes all; an extension does not use its own parts."""
    cron = "CREATE EXTENSION pg_cron;\nSELECT cron.schedule('x', '* * * * *', 'SELECT 1');\n"
    text = f"{cron}CREATE EXTENSION pgmq;\nSELECT pgmq.create('jobs');\n"
    report = compare({"1_a.sql": text}, "", rows={"1": ("a", [text])})
    assert [problem["title"] for problem in report["problems"]] == [
        "Extension pg_cron and its cron job are missing",
        "Extension pgmq, its schema and its queue are missing",
    ]
    fixes = [each for problem in report["problems"] for each in problem["fixes"] if each["direction"] == "repair"]
    assert [each["proven"] for each in fixes] == [True, True]
    assert finding(report, "pg_cron")["impact"].endswith("One cron job uses it: cron.x.")
