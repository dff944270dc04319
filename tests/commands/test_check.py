"""`check` and `diff` on the example project: the output in each format (tests/golden/), exit codes, accepted differences.

`pytest tests/commands --update-goldens` rewrites the golden files.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from tests.example import EXAMPLE, apply_by_hand
from tests.plugins.commands import Cli, Run

MIGRATIONS = EXAMPLE / "supabase" / "migrations"


@pytest.fixture(scope="module")
def target(bindir: str) -> Iterator[ShadowServer]:
    """A server with the databases `synced`, `drifted` and `fixed`."""
    with embedded(bindir=bindir) as server:
        apply_by_hand(server, MIGRATIONS)
        for name, template, scripts in (
            ("synced", "postgres", ()),
            ("drifted", "synced", ("drift.sql",)),
            ("fixed", "drifted", ("fixed.sql",)),
        ):
            server.create_database(name, template)
            with server.connect(name) as connection:
                for script in scripts:
                    connection.execute((EXAMPLE / script).read_bytes())
        yield server


@pytest.fixture
def check(run: Cli, target: ShadowServer, bindir: str) -> Cli:
    """`check` of one of the target's databases against the example's migrations, on PostgreSQL 17."""

    def call(database: str, *words: str | Path, migrations: Path = MIGRATIONS) -> Run:
        url = target.url(database)
        return run("check", "--migrations", migrations, "--database-url", url, "--postgres", bindir, *words)

    return call


@pytest.fixture
def drift_json(check: Cli, answers: dict[str, Run]) -> Run:
    """`check --format json` of the drifted database, run once."""
    if "drift" not in answers:
        answers["drift"] = check("drifted", "--format", "json")
    return answers["drift"]


@pytest.fixture(scope="module")
def answers() -> dict[str, Run]:
    """Answers of commands, for the tests of this module."""
    return {}


def test_drift_as_json(drift_json: Run, golden: Callable[[str, str], None]) -> None:
    assert drift_json.code == 1, drift_json.err
    golden("drift.json", drift_json.out)


@pytest.mark.parametrize(("format_", "name"), [("terminal", "drift.txt"), ("markdown", "drift.md")])
def test_drift(check: Cli, golden: Callable[[str, str], None], format_: str, name: str) -> None:
    done = check("drifted", "--format", format_)
    assert done.code == 1, done.err
    golden(name, done.out)


def test_drift_by_its_numbers(drift_json: Run) -> None:
    """The example has two problems with six findings, all in the calendar area, all proven."""
    report = drift_json.json
    findings = [finding for problem in report["problems"] for finding in problem["findings"]]
    assert [problem["title"] for problem in report["problems"]] == [
        "Function public.update_calendar_updated_at() and its three triggers are missing",
        "Column public.calendar_events.external_id and its index are only in the database",
    ]
    assert {(f["ref"]["kind"], f["status"]) for f in findings} == {
        ("function", "MISSING"), ("trigger", "MISSING"), ("column", "EXTRA"), ("index", "EXTRA"),
    }  # fmt: skip
    assert len(findings) == 6
    assert {f["area"].split()[0] for f in report["problems"]} == {"Calendar"}
    assert (report["status"], report["in_sync"]) == ("drift", False)
    assert report["sync_percent"] < 100
    assert [a["sync_percent"] for a in report["areas"][1:]] == [100] * (len(report["areas"]) - 1)
    assert all(fix["proven"] for problem in report["problems"] for fix in problem["fixes"])
    missing = [f for f in findings if f["status"] == "MISSING"]
    assert all(f["origin"]["file"] == "20250120_calendar_sync_setup.sql" for f in missing)
    lines = (MIGRATIONS / "20250120_calendar_sync_setup.sql").read_text().splitlines()
    for f in missing:
        assert f["ref"]["path"][-2 if f["ref"]["kind"] == "function" else -1] in lines[f["origin"]["line"] - 1]
    assert "three triggers use it" in report["problems"][0]["impact"].lower()


def test_report_has_the_keys_that_others_build_on(drift_json: Run) -> None:
    report = drift_json.json
    assert {"schema_version", "status", "in_sync", "sync_percent", "target", "areas", "problems", "migrations", "pending",
            "diagnostics", "durations"} <= report.keys()  # fmt: skip
    assert {"name", "sync_percent", "objects"} <= report["areas"][0].keys()
    for problem in report["problems"]:
        assert {"id", "title", "severity", "cause", "area", "accepted", "origin", "impact", "fixes"} <= problem.keys()
        assert all({"ref", "status", "attributes"} <= finding.keys() for finding in problem["findings"])
        assert all({"direction", "sql", "proven", "hazards", "reason"} <= fix.keys() for fix in problem["fixes"])
    for migration in report["migrations"]:
        assert {"file", "version", "name", "status", "error", "seconds"} <= migration.keys()
    assert {"changes", "dry_run"} <= report["pending"].keys()


def test_in_sync(check: Cli, golden: Callable[[str, str], None]) -> None:
    done = check("synced")
    assert done.code == 0, done.err
    golden("synced.txt", done.out)


def test_resolved_since_the_last_report(check: Cli, drift_json: Run, tmp_path: Path) -> None:
    before, after = tmp_path / "report.json", tmp_path / "report.md"
    before.write_text(drift_json.out, encoding="utf-8")
    done = check("fixed", "--format", "markdown", "--output", after, "--previous", before)
    assert (done.code, done.out) == (1, "")
    text = after.read_text(encoding="utf-8")
    resolved = text.partition("## Resolved since the last report")[2].partition("\n## ")[0].strip().splitlines()
    lines = [line for line in resolved if line.strip()]
    assert len(lines) == 1
    assert "function public.update" in lines[0]
    assert "was MISSING" in lines[0]
    assert text.count("external") > 0


ACCEPT = """
[[accept]]
object = "public.idx_calendar_events_external_id"
reason = "Goes with the column."

[[accept]]
object = "public.calendar_events.external_id"
status = "EXTRA"
kind = "column"
reason = "The mobile app reads it."
until = {until}
"""


def test_accepted(check: Cli, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(ACCEPT.format(until="2999-12-31"))
    done = check("fixed", "--config", config, "--format", "json")
    assert done.code == 0, done.err
    report = done.json
    assert (report["status"], report["in_sync"], report["sync_percent"]) == ("synced", True, 100)
    assert [problem["accepted"] for problem in report["problems"]] == ["The mobile app reads it."]
    assert not [note for note in report["diagnostics"] if "accepted difference" in note]


def test_accepted_until_yesterday(check: Cli, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(ACCEPT.format(until="2020-01-31") + '[[accept]]\nobject = "public.nowhere*"\nreason = "x"\n')
    done = check("fixed", "--config", config, "--format", "json")
    assert done.code == 1
    report = done.json
    assert [problem["accepted"] for problem in report["problems"]] == [None]
    notes = " ".join(report["diagnostics"])
    assert "public.calendar_events.external_id expired on 2020-01-31 (mine.toml:6)" in notes
    assert "public.nowhere* matches nothing (mine.toml:12)" in notes


def test_areas_that_overlap(check: Cli, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text(
        '[[areas]]\nname = "One"\nobjects = ["public.calendar_*"]\n[[areas]]\nname = "Two"\nobjects = ["public.*events"]\n'
    )
    done = check("synced", "--config", config)
    assert done.code == 2
    assert "public.calendar_events belongs to two areas: One and Two" in done.err
    assert "hint:" in done.err
    assert done.out == ""


def test_no_postgres(run: Cli, target: ShadowServer, tmp_path: Path) -> None:
    url = target.url("synced")
    for words in (("check", "--database-url", url), ("replay",)):
        done = run(*words, "--migrations", MIGRATIONS, "--postgres", tmp_path)
        assert (done.code, done.out) == (3, "")
        assert "no PostgreSQL server binaries were found" in done.err.replace("\n", " ")


def test_failed_migration(check: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    (folder / "20250202_bad.sql").write_text(
        "CREATE TABLE public.bookings_v2 (i int);\nALTER TABLE public.nowhere ADD x int;\n"
    )
    done = check("synced", "--format", "json", migrations=folder)
    assert done.code == 4, done.err
    report = done.json
    assert (report["status"], report["in_sync"]) == ("incomplete", False)
    bad = next(m for m in report["migrations"] if m["status"] == "failed")
    assert (bad["file"], bad["error"]["line"], bad["error"]["sqlstate"]) == ("20250202_bad.sql", 2, "42P01")
    assert report["sync_percent"] < 100, "an incomplete check is never 100 %"


def test_no_such_database(run: Cli, target: ShadowServer) -> None:
    done = run("diff", target.url("nowhere"), target.url("synced"))
    assert done.code == 2
    assert "the server has no database called nowhere" in done.err.replace("\n", " ")


# diff


@pytest.fixture
def psql(bindir: str) -> Iterator[Callable[[str, str], None]]:
    program = Path(bindir) / "psql"

    def feed(url: str, text: str) -> None:
        command = [
            str(program) if program.exists() else "psql",
            "--no-psqlrc",
            "--quiet",
            "--set",
            "ON_ERROR_STOP=1",
            "--dbname",
            url,
        ]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    yield feed


def test_diff_as_sql_is_for_psql(run: Cli, target: ShadowServer, psql: Callable[[str, str], None]) -> None:
    target.create_database("repaired", "drifted")
    plan = run("diff", target.url("repaired"), target.url("synced"), "--format", "sql")
    assert plan.code == 1, plan.err
    psql(target.url("repaired"), plan.out)
    again = run("diff", target.url("repaired"), target.url("synced"), "--format", "sql")
    assert (again.code, again.out) == (0, "")
    back = run("diff", target.url("repaired"), target.url("drifted"), "--format", "sql")
    psql(target.url("repaired"), back.out)
    assert run("diff", target.url("repaired"), target.url("drifted")).code == 0


def test_diff_in_words(run: Cli, target: ShadowServer, golden: Callable[[str, str], None]) -> None:
    for format_, ending in (("terminal", "txt"), ("markdown", "md"), ("json", "json")):
        done = run("diff", target.url("drifted"), target.url("synced"), "--format", format_)
        assert done.code == 1
        golden(f"diff.{ending}", done.out)


def test_diff_writes_to_a_file(run: Cli, target: ShadowServer, tmp_path: Path) -> None:
    done = run("diff", target.url("drifted"), target.url("synced"), "--format", "sql", "--output", "plan.sql")
    assert (done.code, done.out) == (1, "")
    assert "CREATE TRIGGER" in (tmp_path / "plan.sql").read_text()


def test_diff_as_a_page(run: Cli, target: ShadowServer) -> None:
    done = run("diff", target.url("drifted"), target.url("synced"), "--format", "html")
    assert done.code == 1
    assert "differences between the two databases</h1>" in done.out
    assert "CREATE TRIGGER" in done.out


def test_accepted_fails_no_more(check: Cli, run: Cli, target: ShadowServer, tmp_path: Path) -> None:
    """`accept` writes entries that settle the problems; `--fail-on` chooses what fails; `--quiet` prints the verdict alone."""
    config = tmp_path / "mine.toml"
    names = ("public.calendar_events.external_id", "public.update_calendar_updated_at()")
    migrations = EXAMPLE / "supabase" / "migrations"
    more = ("--migrations", migrations, "--database-url", target.url("drifted"), "--config", config)
    config.write_text("# mine\n", encoding="utf-8")
    done = run("accept", *names, "--reason", 'the "old" app', "--until", "2100-01-31", *more)
    assert (done.code, done.out) == (0, f"Wrote {config}.\n"), done.err
    assert config.read_text(encoding="utf-8").startswith("# mine\n")
    quiet = run("check", *more, "--quiet")
    assert (quiet.code, quiet.err) == (0, "")
    assert quiet.out.count("\n") <= 4
    assert run("accept", "no.such", "--reason", "x", *more).code == 2
    assert check("drifted", "--fail-on", "security").code == 0
    assert check("drifted", "--fail-on", "security,drift", "--quiet").code == 1
    assert check("drifted", "--fail-on", "new-drift").code == 2, "only the action knows the base branch"
