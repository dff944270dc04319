"""Wrong arguments, files and settings, and errors of a run: the exit code, and the sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemasync.commands.check import load_previous
from schemasync.config.settings import Settings
from schemasync.core.errors import GitHubError, PlanError, ProofError, SchemasyncError, SettingsError
from tests.example import EXAMPLE
from tests.plugins.commands import Cli

MIGRATIONS = EXAMPLE / "supabase" / "migrations"


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"problems": 1}', b'{"problems": [1]}', b"\xe9"])
def test_previous_that_is_no_report(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(text)
    with pytest.raises(SettingsError, match=r"report\.json is not a report\.json"):
        load_previous(Settings(MIGRATIONS, previous=file))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[areas]]\nname = "A"\nobjects = []\n\n[[areas]]\nname = "B"\ncolour = "red"\n',
            "mine.toml:7: unknown key 'colour'",
        ),
        ('# x\n[[accept]]\nobjekt = "x"\nreason = "y"\n', "mine.toml:3: unknown key 'objekt'"),
        ('[[accept]]\nobject = "x"\n', "mine.toml:1: an accepted difference needs 'reason'"),
        ('[[accept]]\nobject = "x"\nreason = "y"\nuntil = "2020"\n', "mine.toml:4: until must be a date"),
        ('[[accept]]\nobject = "x"\nreason = "y"\nstatus = "GONE"\n', "mine.toml:4: status must be one of"),
        ('[[areas]]\nname = "A"\nobjects = "public.*"\n', "mine.toml:3: objects must be a list of strings"),
        ('[[areas]]\nname = "A"\n[[areas]]\nname = "A"\n', "two areas are called 'A'"),
        ("[area]\n", "mine.toml:1: unknown section [[area]]; did you mean [[areas]]?"),
        ('[[severity]]\nobject = "x"\n', "mine.toml:1: a severity needs 'level'"),
        ('[[severity]]\nobject = "x"\nlevel = "high"\n', "mine.toml:3: level must be one of security"),
        ('[[ignore]]\nreason = "x"\n', "mine.toml:1: an ignored object needs 'object'"),
        ("[[areas]\n", "line 1"),
        ("areas = 3\n", "write the entry as [[areas]]"),
    ],
)
def test_wrong_configuration(run: Cli, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "mine.toml").write_text(text)
    done = run("check", "--migrations", MIGRATIONS, "--database-url", "postgresql://nowhere", "--config", "mine.toml")
    assert done.code == 2
    assert message in done.err.replace("\n", " ")
    assert "hint:" in done.err


def test_all_wrong_settings_are_told_together(run: Cli) -> None:
    done = run(
        "check", "--migrations", "nowhere", "--postgres", "nope", "--previous", "gone.json", "--config", "no.toml"
    )
    assert done.code == 2
    for words in (
        "no migrations folder at nowhere",
        "no database URL",
        "folder of server binaries: nope",
        "gone.json",
        "no.toml",
    ):
        assert words in done.err


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("check", "--format", "yaml"), ("diff", "one"), ("check", "--nonsense")]
)
def test_wrong_use(run: Cli, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "usage: schemasync" in done.err


@pytest.mark.parametrize(
    "words",
    [("--help",), ("--version",), ("check", "--help"), ("replay", "--help"), ("diff", "--help"), ("demo", "--help")],
)
def test_help(run: Cli, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.err) == (0, "")
    assert "schemasync" in done.out


def test_unreachable_database(run: Cli) -> None:
    done = run("check", "--migrations", MIGRATIONS, "--database-url", "postgresql://u@127.0.0.1:1/db")
    assert (done.code, done.out) == (5, "")
    message = done.err.replace("\n", " ").lower()
    assert "cannot be reached" in message
    assert "refused" in message, "PostgreSQL's reason is missing"
    assert "hint:" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("error", [SchemasyncError, PlanError, ProofError, GitHubError])
def test_other_errors(run: Cli, monkeypatch: pytest.MonkeyPatch, error: type[SchemasyncError]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error("[bold]it broke[/]", "repair it")

    monkeypatch.setattr("schemasync.commands.check.check", fail)
    done = run("check", "--migrations", MIGRATIONS, "--database-url", "postgresql://x")
    assert done.code == error.exit_code
    assert done.err == "error: [bold]it broke[/]\nhint: repair it\n"


def test_interrupted(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("schemasync.commands.check.check", stop)
    done = run("check", "--migrations", MIGRATIONS, "--database-url", "postgresql://x")
    assert (done.code, done.err) == (130, "interrupted\n")


def test_demo_without_example(run: Cli) -> None:
    done = run("demo", "--example", "nowhere")
    assert done.code == 2
    assert "no example project" in done.err
