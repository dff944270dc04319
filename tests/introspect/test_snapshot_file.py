"""A snapshot file stands for a database, or for a replay: with the same answer, or a clear refusal."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import psycopg
import pytest

from schemasync.config.settings import settings_from
from schemasync.core.compare import compare
from schemasync.core.errors import IntrospectionError, PostgresError, SettingsError
from schemasync.expected.migration_source import MigrationSource
from schemasync.expected.project_replay import replay_only
from schemasync.introspect.read_errors import explained
from schemasync.introspect.session import reading_settings
from schemasync.introspect.snapshot import read_snapshot
from schemasync.introspect.snapshot_file import DATABASE, SavedSnapshot, load, save
from schemasync.migrations.target import read_target, save_target
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.replay.replay_file import load_replay, origins_of, replayed_of, save_replay
from schemasync.result import CheckResult
from schemasync.supautils.privileged_calls import PrivilegedCalls
from tests.example import EXAMPLE, apply_by_hand
from tests.plugins.servers import Cluster

MIGRATIONS = EXAMPLE / "supabase" / "migrations"
RICH = Path(__file__).parents[1] / "corpus" / "mixed" / "empty_to_full_and_back" / "b.sql"


@pytest.fixture(scope="module")
def drifted() -> Iterator[ShadowServer]:
    with embedded() as server:
        apply_by_hand(server, MIGRATIONS)
        with server.connect() as connection:
            connection.execute((EXAMPLE / "drift.sql").read_bytes())
        yield server


def test_everything_survives(pg: Cluster, tmp_path: Path) -> None:
    pg.create("rich")
    with pg.connect("rich") as connection:
        connection.execute(RICH.read_bytes())
        snapshot = read_snapshot(connection)
    pg.drop("rich")
    save(tmp_path / "rich.snapshot", SavedSnapshot(snapshot, DATABASE))
    again = load(tmp_path / "rich.snapshot").snapshot
    assert again == snapshot
    assert compare(again, snapshot) == ()
    assert len(again.objects) > 50


def verdict(result: CheckResult) -> list[tuple[object, ...]]:
    return [(f.ref, f.status, f.severity, f.impact, f.origin) for f in result.findings]


def test_files_answer_as_their_sources_do(drifted: ShadowServer, tmp_path: Path) -> None:
    """All four pairs of (folder, file) and (URL, file); the fixes are proven each time."""
    plain = settings_from(migrations=MIGRATIONS, database_url=drifted.url())
    save_replay(tmp_path / "m.snapshot", replay_only(plain))
    save_target(tmp_path / "d.snapshot", read_target(drifted.url()))
    answers = [
        check(settings_from(migrations=migrations, database_url=url))
        for migrations in (MIGRATIONS, tmp_path / "m.snapshot")
        for url in (drifted.url(), str(tmp_path / "d.snapshot"))
    ]
    assert len(verdict(answers[0])) == 6
    for answer in answers:
        assert verdict(answer) == verdict(answers[0])
        assert (answer.repair.proven, answer.adopt.proven) == (True, True), answer.repair.reason


@pytest.mark.integration
def test_a_saved_replay_keeps_the_origin_of_facts_about_an_object(tmp_path: Path) -> None:
    """The origin of a grant or a comment names the object that it belongs to."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_a.sql").write_text("CREATE TABLE public.a (id int);\nCOMMENT ON TABLE public.a IS 'rows';")
    replayed = replay_only(settings_from(migrations=folder, url_required=False))
    save_replay(tmp_path / "m.snapshot", replayed)
    assert any(ref.of for ref in replayed.origins)
    assert origins_of(load_replay(tmp_path / "m.snapshot")) == replayed.origins


@pytest.mark.integration
def test_a_saved_replay_is_loaded_whole(tmp_path: Path) -> None:
    """The byte order mark, notices, files beside the migrations that failed, and the release that the project pins."""
    folder = tmp_path / "supabase" / "migrations"
    folder.mkdir(parents=True)
    (folder / "1_a.sql").write_bytes("\ufeffSELECT 1;".encode())
    (folder / "2_b.sql").write_text("DELETE FROM storage.objects;")
    (folder / "3_c.sql").write_text("SELECT nothing;")
    (folder.parent / "roles.sql").write_text("GRANT nobody TO postgres;")
    (tmp_path / "package.json").write_text('{"devDependencies": {"supabase": "1.50.2"}}')
    replayed = replay_only(settings_from(migrations=folder, url_required=False))
    save_replay(tmp_path / "m.snapshot", replayed)
    loaded = replayed_of(load_replay(tmp_path / "m.snapshot"), cast("PrivilegedCalls", None)).result
    assert loaded.discovery == replayed.discovery
    known = [replace(each, error=each.error and replace(each.error, context=None)) for each in replayed.results]
    assert list(loaded.results) == known
    assert [each.migration.file for each in known if each.error] == ["roles.sql", "3_c.sql"]


def test_pending_of_a_saved_replay(drifted: ShadowServer, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_a.sql").write_text("CREATE TABLE public.a (id int);")
    (folder / "2_b.sql").write_text("CREATE TABLE public.b (id int);")
    save_replay(tmp_path / "m.snapshot", replay_only(settings_from(migrations=folder, url_required=False)))
    drifted.create_database("behind")
    with drifted.connect("behind", ADMIN) as connection:
        connection.execute(
            b"SET ROLE postgres; CREATE TABLE public.a (id int); RESET ROLE; CREATE SCHEMA supabase_migrations;"
            b"CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY);"
            b"INSERT INTO supabase_migrations.schema_migrations VALUES ('1')"
        )
    result = check(settings_from(migrations=tmp_path / "m.snapshot", database_url=drifted.url("behind")))
    assert result.findings == ()
    assert result.pending is not None
    assert [finding.ref.path for finding in result.pending.changes] == [("public", "b")]
    assert (result.deploy.word, result.deploy.reason) == (
        "unknown",
        "No dry run decides it: a saved replay of the migrations has no dry run.",
    )


def _head(path: Path, **changes: object) -> None:
    head, payload = gzip.decompress(path.read_bytes()).split(b"\n", 1)
    path.write_bytes(gzip.compress(json.dumps(json.loads(head) | changes).encode() + b"\n" + payload))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-200]), "no snapshot"),
        (lambda path: path.write_text("hello"), "no snapshot"),
        (lambda path: _head(path, schemasync=99), "another version"),
        (lambda path: _head(path, sha256="0" * 64), "checksum"),
        (lambda path: path.unlink(), "cannot be read"),
    ],
    ids=["cut", "other", "format", "checksum", "gone"],
)
def test_what_is_wrong_is_refused(drifted: ShadowServer, tmp_path: Path, damage: object, words: str) -> None:
    path = tmp_path / "d.snapshot"
    save_target(path, read_target(drifted.url()))
    damage(path)  # type: ignore[operator]
    with pytest.raises(SettingsError, match=words):
        load(path)


def _limited(monkeypatch: pytest.MonkeyPatch, parameter: str) -> None:
    settings = reading_settings
    monkeypatch.setattr(
        "schemasync.introspect.snapshot.reading_settings",
        lambda version: (*settings(version), f"SET LOCAL {parameter} = '1ms'"),
    )


def test_a_lock_is_no_matter_of_rights(drifted: ShadowServer, monkeypatch: pytest.MonkeyPatch) -> None:
    drifted.create_database("locked")
    with drifted.connect("locked") as holder, drifted.connect("locked") as reader:
        holder.execute("CREATE TABLE public.t (i int); CREATE VIEW public.v AS TABLE public.t")
        holder.execute("BEGIN; LOCK TABLE public.t")
        _limited(monkeypatch, "lock_timeout")
        with pytest.raises(IntrospectionError) as caught:
            read_snapshot(reader)
    assert "another session has held a lock" in caught.value.hint


@pytest.mark.parametrize("sqlstate", ["57P05", "25P03", "25P04"])
def test_a_timeout_that_ends_the_session_is_told_as_a_setting(sqlstate: str) -> None:
    error = psycopg.errors.lookup(sqlstate)("terminating connection")
    assert "raise it, with ALTER ROLE" in explained(error, "connection").hint


def test_the_throwaway_server_s_time_is_no_matter_of_the_database(
    drifted: ShadowServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_target(tmp_path / "d.snapshot", read_target(drifted.url()))
    _limited(monkeypatch, "statement_timeout")
    with pytest.raises(PostgresError, match="the throwaway PostgreSQL: the catalogs could not be read") as caught:
        check(settings_from(migrations=MIGRATIONS, database_url=str(tmp_path / "d.snapshot")))
    assert "it took 60 s" in caught.value.hint


def test_a_database_is_no_replay(drifted: ShadowServer, tmp_path: Path) -> None:
    save_target(tmp_path / "d.snapshot", read_target(drifted.url()))
    with pytest.raises(SettingsError, match="not of migrations"):
        check(settings_from(migrations=tmp_path / "d.snapshot", database_url=drifted.url()))


def test_a_saved_database_takes_no_changes_either(drifted: ShadowServer, tmp_path: Path) -> None:
    target = read_target(drifted.url())
    history = replace(target.history, read_only="is a replica, which takes no changes")
    save_target(tmp_path / "d.snapshot", replace(target, history=history))
    assert read_target(str(tmp_path / "d.snapshot")).history == history


@pytest.mark.integration
def test_a_saved_replay_names_the_folder_of_its_files(tmp_path: Path) -> None:
    """Commands of the verdict move files in that folder, not in the file of the replay."""
    assert MigrationSource(MIGRATIONS).saved_folder == ""
    save_replay(tmp_path / "m.snapshot", replay_only(settings_from(migrations=MIGRATIONS, url_required=False)))
    assert MigrationSource(tmp_path / "m.snapshot").saved_folder == str(MIGRATIONS)
