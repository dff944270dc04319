"""Options of the commands: each command takes only what it uses, and nothing that is given is dropped."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from schemasync.commands.init import configuration
from schemasync.commands.parser import COMMANDS, parse
from schemasync.config.schemasync_toml import load_config
from schemasync.core.model import Ref
from schemasync.postgres.data_directory import temporary_directory
from schemasync.postgres.os_user import server_os_user
from schemasync.postgres.postmaster import running
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.example import EXAMPLE
from tests.plugins.commands import Cli
from tests.plugins.servers import binaries_of

MIGRATIONS = EXAMPLE / "supabase" / "migrations"
SHADOW = ("--postgres", "docker", "--postgres-image", "supabase/postgres", "--shadow-url", "postgresql://x")
"""The options of the throwaway server, in pairs."""


@pytest.mark.parametrize(
    "words",
    [
        *[("diff", "a", "b", *SHADOW[at : at + 2]) for at in (0, 2, 4)],
        ("diff", "a", "b", "--config", "schemasync.toml"),
        ("replay", "--config", "schemasync.toml"),
        ("fix", "--name", "production"),
        ("adopt", "--name", "production"),
        ("adopt", "--apply"),
        ("fix", "--dry-run"),
        ("demo", "--shadow-url", "postgresql://x"),
    ],
    ids=" ".join,
)
def test_a_command_refuses_options_that_it_does_not_use(run: Cli, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "unrecognized arguments" in done.err


def test_replay_reads_no_configuration(run: Cli, tmp_path: Path) -> None:
    """A broken schemasync.toml is no reason to refuse a replay, which has no use for it."""
    (tmp_path / "schemasync.toml").write_text("[[areas")
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "1_a.sql").write_text("SELECT 1;")
    assert run("replay", "--migrations", "migrations", "--postgres", str(binaries_of(17).bindir)).code == 0


OUTPUTS = (
    ("check", "--migrations", MIGRATIONS, "--database-url", "postgresql://u@127.0.0.1:1/db"),
    ("replay", "--migrations", MIGRATIONS),
    ("diff", "postgresql://u@127.0.0.1:1/a", "postgresql://u@127.0.0.1:1/b"),
    ("snapshot", "postgresql://u@127.0.0.1:1/a"),
    ("snapshot", "--migrations", MIGRATIONS),
    ("init", "--migrations", MIGRATIONS),
)


@pytest.mark.parametrize("words", OUTPUTS, ids=lambda words: f"{words[0]} {words[1]}")
@pytest.mark.parametrize(
    ("output", "message"), [("gone/file", "there is no folder gone"), ("folder", "folder is a folder")]
)
def test_an_output_that_cannot_be_written_is_told_before_the_run(
    run: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...], output: str, message: str
) -> None:
    (tmp_path / "folder").mkdir()

    def started(*_: object, **__: object) -> None:
        raise AssertionError("the run began")

    monkeypatch.setattr("schemasync.postgres.providers.shadow", started)
    monkeypatch.setattr("schemasync.migrations.target.connection.target", started)
    done = run(*words, "--output", output)
    assert (done.code, done.out) == (2, ""), done.err
    assert message in done.err


def test_a_fingerprint_is_given_for_a_plan_that_runs(run: Cli) -> None:
    done = run(
        "fix", "--migrations", MIGRATIONS, "--database-url", "postgresql://nobody@127.0.0.1:1/x", "--plan", "1234"
    )
    assert (done.code, done.out) == (2, "")
    assert "nothing runs without --apply" in done.err


def test_an_empty_fingerprint_is_none(run: Cli) -> None:
    """`--plan "$REVIEWED"` where the variable is not set must not run another plan."""
    for empty in ("", " "):
        done = run("fix", "--apply", "--yes", "--database-url", "postgresql://nobody@127.0.0.1:1/x", "--plan", empty)
        assert (done.code, done.out) == (2, "")
        assert "--plan: must not be empty" in done.err


@pytest.fixture
def throwaway() -> Iterator[str]:
    """A server that holds nothing, with a superuser who is not called `postgres`."""
    account, binaries = server_os_user(), binaries_of(17)
    with temporary_directory(account) as folder:
        command = [
            binaries.tool("initdb"), "-D", str(folder / "data"), "-U", ADMIN, "-A", "trust", "--no-sync",
            "--encoding=UTF8", "--locale=C.UTF-8",
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, cwd="/", **account.popen())
        with running(binaries, account, folder):
            yield f"host={folder} port=5432 user={ADMIN} dbname=postgres"


def test_snapshot_of_migrations_on_a_server_that_is_named(run: Cli, throwaway: str, tmp_path: Path) -> None:
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "1_a.sql").write_text("CREATE TABLE public.a (i int);")
    server = ("--postgres", "url", "--shadow-url", throwaway)
    done = run("snapshot", *server, "--migrations", "migrations", "--output", "saved")
    assert done.code == 0, done.err
    assert (tmp_path / "saved").is_file()


def test_snapshot_of_a_database_beside_options_of_the_server(run: Cli, shadow: ShadowServer, tmp_path: Path) -> None:
    server = ("--postgres", "url", "--shadow-url", "postgresql://x")
    done = run("snapshot", *server, shadow.url(), "--output", "saved")
    assert done.code == 0, done.err


NAMES = ("clef", "𝄞_a", "𝄞_b", 'q"uote_a', 'q"uote_b', "back\\slash_a", "back\\slash_b", "new\nline_a", "new\nline_b")


def test_init_writes_toml_for_any_name(tmp_path: Path) -> None:
    """Names outside the Basic Multilingual Plane, with quotes, with line ends."""
    text = configuration(Ref("table", ("public", name)) for name in NAMES)
    areas = tomllib.loads(text)["areas"]
    assert [area["objects"] for area in areas] == [
        [f"public.{word}", f"public.{word}_*"] for word in ("back\\slash", "new\nline", 'q"uote', "𝄞")
    ]
    (tmp_path / "schemasync.toml").write_text(text, encoding="utf-8")
    assert len(load_config(tmp_path / "schemasync.toml").areas) == 4


def test_bash_completes_commands_options_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    """The printed script, in a real shell."""
    options = parse(["completion", "bash"])
    assert options.run(options) == 0
    script = capsys.readouterr().out
    lines = [script]
    for words in ("schemasync ch", "schemasync check --pro", "schemasync diff --format h"):
        typed = words.split()
        lines.append(
            f"COMP_WORDS=({' '.join(typed)}); COMP_CWORD={len(typed) - 1}; _schemasync; echo ${{COMPREPLY[*]}}"
        )
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["check", "--probe-rows", "html"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_know_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = parse(["completion", shell])
    assert options.run(options) == 0
    script = capsys.readouterr().out
    assert not [command.name for command in COMMANDS if command.name not in script]


def test_the_hook_of_pre_commit() -> None:
    """Its command line is understood, and its PostgreSQL is that of the optional dependency."""
    root = Path(__file__).parents[2]
    (hook,) = YAML(typ="safe").load(root / ".pre-commit-hooks.yaml")
    assert parse(hook["entry"].split()[1:]).run.name == "replay"
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert hook["additional_dependencies"] == project["optional-dependencies"]["embedded"]
    assert re.search(hook["files"], "app/supabase/migrations/1_a.sql")
