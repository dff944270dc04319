"""Files beside the migrations: config.toml and roles.sql."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.core.errors import SettingsError
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ADMIN
from schemasync.replay.stages import replay_folder
from schemasync.supabase.config_toml import Project, read_project

CONFIG = """
[api]
auto_expose_new_tables = false
[db]
major_version = 15
[db.migrations]
schema_paths = ["./schemas/*.sql"]
[storage.buckets.avatars]
public = true
"""


def test_nothing_beside(tmp_path: Path) -> None:
    assert read_project(tmp_path / "migrations") == Project()


def test_config(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG)
    project = read_project(tmp_path / "migrations")
    assert (project.major, project.auto_expose, project.schema_paths) == (15, False, ("./schemas/*.sql",))
    assert project.buckets == {"avatars": {"public": True}}


@pytest.mark.parametrize("text", ["db = 1", "[db]\nmajor_version = 'env(X)'", "[db]\nmajor_version = 12", "api = []"])
def test_config_that_says_something_else(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    assert read_project(tmp_path / "migrations") == Project()


def test_config_that_is_no_toml(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[db\n")
    with pytest.raises(SettingsError, match=r"config\.toml"):
        read_project(tmp_path / "migrations")


@pytest.mark.parametrize("roles", ["CREATE ROLE app;", "CREATE ROLE app;\nSELECT 1/0;"])
def test_roles_and_hidden_tables(tmp_path: Path, roles: str) -> None:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_a.sql").write_text("CREATE TABLE a (i serial);\nGRANT SELECT ON a TO app;")
    (tmp_path / "roles.sql").write_text(roles)
    (tmp_path / "config.toml").write_text("[api]\nauto_expose_new_tables = false")
    with embedded() as server:
        done = replay_folder(server, folder).result
        with server.connect(role=ADMIN) as connection:
            rights = connection.execute(
                "SELECT has_table_privilege('anon', 'public.a', 'SELECT'), has_table_privilege('anon', 'public.a', 'TRUNCATE'),"
                " has_sequence_privilege('anon', 'public.a_i_seq', 'USAGE')"
            ).fetchone() if not done.failed else None  # fmt: skip
    if "1/0" in roles:
        assert [(result.migration.file, result.error and result.error.line) for result in done.failed] == [
            ("roles.sql", 2),
            ("1_a.sql", 2),
        ]
        return
    assert [result.migration.file for result in done.results] == ["1_a.sql"]
    assert rights == (False, True, False)


DEMANDS = """CREATE FUNCTION public.{name}() RETURNS integer LANGUAGE sql AS 'SELECT 1';
REVOKE ALL ON FUNCTION public.{name}() FROM PUBLIC;
DO $$ BEGIN IF has_function_privilege('anon', 'public.{name}()', 'EXECUTE') THEN RAISE EXCEPTION 'anon may call {name}'; END IF; END $$;
"""


def test_files_say_that_new_objects_are_hidden(tmp_path: Path) -> None:
    """Without a database and a setting, a file that raises an exception unless they are hidden decides; another one does not."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    files = ("DO $$ BEGIN RAISE EXCEPTION 'not today'; END $$;", "CREATE TABLE seen ();", DEMANDS.format(name="f"),
             "CREATE TABLE hidden ();", DEMANDS.format(name="g"))  # fmt: skip
    for number, text in enumerate(files, 1):
        (folder / f"{number}_a.sql").write_text(text)
    with embedded() as server:
        done = replay_folder(server, folder).result
        with server.connect(role=ADMIN) as connection:
            rights = connection.execute(
                "SELECT has_table_privilege('anon', 'public.seen', 'SELECT'), has_table_privilege('anon', 'public.hidden', 'SELECT')"
            ).fetchone()
    assert [result.migration.file for result in done.failed] == ["1_a.sql"]
    assert [result.migration.file for result in done.results if "anon may call f" in result.notice] == ["3_a.sql"]
    assert rights == (True, False)
