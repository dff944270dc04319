"""The deploy verdict, without a server: what the CLI would do with a folder and a history, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from schemasync.config.other_branches import OtherBranches, OtherPull
from schemasync.core.source_line import SourceLine
from schemasync.migrations.discover import Migration
from schemasync.migrations.history import history_of
from schemasync.migrations.push import plan_push
from schemasync.migrations.status import UNRECORDED, migration_statuses
from schemasync.replay.results import FileError, FileResult
from schemasync.supabase.cli import Cli
from schemasync.verdict.deploy import deploy_verdict
from schemasync.verdict.deploy_verdict import DeployVerdict
from schemasync.verdict.push_obstacles import Push, pull_risks

Rows = Mapping[str, str | None]
NONE = OtherBranches()
NEW, OLD = Cli((3, 1), pinned=True, exact=True), Cli((2, 40), pinned=True, exact=True)


def file_of(name: str, sql: str = "SELECT 1") -> Migration:
    version, _, rest = name.partition("_")
    return Migration(Path(f"{name}.sql"), f"{name}.sql", version, rest, sql)


def verdict(
    files: str, recorded: str, *, include_all: bool = False, cli: Cli = NEW, others: OtherBranches = NONE
) -> DeployVerdict:
    """Of files (`1_a 2_b`) and recorded versions; `2?` has no statements, `2=SQL` has others than the file."""
    rows = []
    names = files.split()
    for word in recorded.split():
        version, _, sql = word.rstrip("?").partition("=")
        name = next((name.partition("_")[2] for name in names if name.startswith(f"{version}_")), "gone")
        default = f"SELECT 'version {version}'"
        rows.append((version, name, None if word.endswith("?") else [sql or default]))
    migrations = [file_of(name, f"SELECT 'version {name.partition('_')[0]}'") for name in names]
    history = history_of(rows)
    added = [] if recorded else [migration.file for migration in migrations]  # a first deployment
    return deploy_verdict(
        migration_statuses(migrations, history, cli, added), history, None, Push("m", include_all, cli, others)
    )


@pytest.mark.parametrize(
    ("files", "recorded", "file", "command"),
    [
        ("1_a", "1 2", "", "supabase migration fetch --remote"),
        ("1_a 3_c", "1 2 3", "", "supabase migration fetch --remote"),
        ("1_a", "1 2?", "", "supabase migration repair --remote --status reverted 2"),
        ("1_a", "1 2? 3", "", "supabase migration repair --remote --status reverted 2 3"),
        ("1_a 2_b 3_c", "1 3", "2_b.sql", "git mv m/2_b.sql m/4_b.sql"),
        ("1_a 2_b 8_c 9_d", "1 9", "2_b.sql", "git mv m/2_b.sql m/91_b.sql\ngit mv m/8_c.sql m/92_c.sql"),
        ("20250101_a 20250102_b 20250103_c", "20250101 20250103", "20250102_b.sql",
         "git mv m/20250102_b.sql m/20250103000001_b.sql"),
        ("20250101235958_a 20250101235959_b 1_c", "20250101235958 20250101235959", "1_c.sql",
         "git mv m/1_c.sql m/20250102000000_c.sql"),
        ("1_a 1_b", "1", "1_b.sql", "git mv m/1_b.sql m/2_b.sql"),
        ("1_a 1_b 2_c", "", "1_b.sql", "git mv m/1_b.sql m/3_b.sql"),
        ("1_a 2_x 2_y 3_c", "1 2 3", "2_y.sql", "git mv m/2_y.sql m/4_y.sql"),
        ("3_b", "2=SELECT__3", "", "supabase migration fetch --remote"),
        ("1_a", "1 init", "", "DELETE FROM supabase_migrations.schema_migrations WHERE version IN ('init');"),
        ("3_c", "1 2 3=squash", "3_c.sql", "supabase migration repair --remote --status reverted 1 2"),
    ],
)  # fmt: skip
def test_push_refuses(files: str, recorded: str, file: str, command: str) -> None:
    found = verdict(files, recorded)
    place = SourceLine(file, 1) if file else None
    assert (found.word, found.place, found.command) == ("push-refuses", place, command)
    assert found.blocks


@pytest.mark.parametrize(("failing", "word"), [("2_b", "fails"), ("5_e", "push-refuses")])
def test_a_push_stops_at_the_first_file_that_fails(failing: str, word: str) -> None:
    """It runs the files before the second one of a version; only then it refuses."""
    migrations = [file_of(name) for name in ("1_a", "2_b", "3_c", "3_d", "5_e")]
    history = history_of([("1", "a", ["SELECT 1"])])
    results = [FileResult(migration, 0) for migration in migrations[1:]]
    failed = FileResult(file_of(failing), 0, error=FileError(7, 1, "42P01", "gone"))
    pending = SimpleNamespace(replayed=SimpleNamespace(results=results), failure=failed, down=None, lacks_rows=False)
    found = deploy_verdict(migration_statuses(migrations, history, NEW, ()), history, pending, Push("m", cli=NEW))
    assert found.word == word
    assert "3_d.sql has the version of 3_c.sql" in found.reason
    assert ("2_b.sql:7: gone (42P01)." in found.reason) == (word == "fails")


def test_what_the_database_has_is_recorded_and_not_run_again() -> None:
    """Also if the file fails in the dry run for want of rows."""
    migrations = [file_of("1_a"), file_of("2_b")]
    history = history_of([("1", "a", ["SELECT 1"])])
    failed = FileResult(migrations[1], 0, error=FileError(7, 1, "23503", "gone"))
    pending = SimpleNamespace(replayed=SimpleNamespace(results=[failed]), failure=failed, down=None, lacks_rows=True)
    statuses = migration_statuses(migrations, history, NEW, ())
    word = deploy_verdict(statuses, history, pending, Push("m", cli=NEW)).word
    unrecorded = [replace(item, status=UNRECORDED) if item.version == "2" else item for item in statuses]
    found = deploy_verdict(unrecorded, history, pending, Push("m", cli=NEW))
    assert (word, found.word, found.command) == (
        "may-fail-on-rows", "fails", "supabase migration repair --remote --status applied 2",
    )  # fmt: skip


SYNTAX = FileError(1, 1, "42601", 'syntax error at or near "x"')


@pytest.mark.parametrize(
    ("refusal", "error", "reason"),
    [
        ({"read_only": "is a replica"}, None, "The database is a replica."),
        (
            {"read_only": "is a replica"},
            SYNTAX,
            'The database is a replica. 2_b.sql:1: syntax error at or near "x" (42601).',
        ),
        ({"takes_no_rows": "the history takes no row"}, None, "The history takes no row."),
    ],
)
def test_what_refuses_every_push(refusal: dict[str, str], error: FileError | None, reason: str) -> None:
    """A file that fails by itself is told beside it."""
    migrations, history = [file_of("1_a"), file_of("2_b")], replace(history_of([("1", "a", ["SELECT 1"])]), **refusal)
    result = FileResult(migrations[1], 0, error=error)
    replayed, failure = SimpleNamespace(results=[result]), result if error else None
    pending = SimpleNamespace(replayed=replayed, failure=failure, down=None, lacks_rows=False)
    found = deploy_verdict(migration_statuses(migrations, history, NEW, ()), history, pending, Push("m", cli=NEW))
    assert (found.word, found.blocks, found.reason) == ("fails", True, reason)


def test_a_renamed_file_is_renamed_back() -> None:
    history = history_of([("1", "a", ["SELECT 1"]), ("2", "b", ["SELECT 2"])])
    statuses = migration_statuses([file_of("1_a"), file_of("3_b", "SELECT 2;")], history)
    found = deploy_verdict(statuses, history, None, Push("m"))
    assert (found.word, found.place, found.command) == (
        "push-refuses",
        SourceLine("3_b.sql", 1),
        "git mv m/3_b.sql m/2_b.sql",
    )


def test_include_all_settles_order_alone() -> None:
    assert verdict("1_a 2_b 3_c", "1 3", include_all=True).word == "nothing", "nothing was tried here"
    assert verdict("1_a 3_c", "1 2 3", include_all=True).word == "push-refuses"


def test_several_obstacles_are_listed_at_once() -> None:
    found = verdict("1_a 2_b 4_d 4_e", "1 3 4")
    assert found.command.splitlines() == [
        "supabase migration fetch --remote", "git mv m/2_b.sql m/5_b.sql", "git mv m/4_e.sql m/6_e.sql",
    ]  # fmt: skip


def test_a_new_version_is_free_on_the_base_branch_too() -> None:
    others = OtherBranches("main", files=frozenset({"1_a.sql", "3_c.sql", "4_theirs.sql"}))
    assert verdict("1_a 2_b 3_c", "1 3", others=others).command == "git mv m/2_b.sql m/5_b.sql"


def test_names_of_files_are_quoted_for_the_shell() -> None:
    history = history_of([("1", "x", ["SELECT 1"]), ("3", "y", ["SELECT 3"])])
    files = [file_of("1_x"), file_of("2_$(touch x) '; rm", "SELECT 2"), file_of("3_y", "SELECT 3")]
    found = deploy_verdict(migration_statuses(files, history), history, None, Push("m"))
    assert found.command == """git mv 'm/2_$(touch x) '"'"'; rm.sql' 'm/4_$(touch x) '"'"'; rm.sql'"""


@pytest.mark.parametrize(("files", "recorded"), [("1_a", "1"), ("1_a 2_b", "1=edited 2?")])
def test_nothing(files: str, recorded: str) -> None:
    assert verdict(files, recorded).word == "nothing"


def test_older_releases_have_no_flag_for_the_remote_database() -> None:
    assert verdict("1_a", "1 2", cli=OLD).command == "supabase migration fetch"
    assert verdict("1_a", "1 2?", cli=OLD).command == "supabase migration repair --status reverted 2"


def test_the_list_is_the_cli_s_own() -> None:
    """Sorted by version, as text; the rest of the list after as many as are recorded."""
    history = history_of([("1", "", None)])
    statuses = migration_statuses([file_of(name) for name in ("10_b", "1_a", "9_c")], history)
    assert [item.file for item in plan_push(statuses, history).files] == ["10_b.sql", "9_c.sql"]


@pytest.mark.parametrize(
    ("files", "recorded", "main", "sentence", "command"),
    [
        ("1_a 20250310_x", "1", "1_a 20250310_b", "20250310_x.sql has the version of 20250310_b.sql, which main has",
         "git mv m/20250310_x.sql m/20250310000001_x.sql"),
        ("1_a 20250301_x", "1", "1_a 20250310_b", "20250301_x.sql is older than 20250310_b.sql, which main has already",
         "git mv m/20250301_x.sql m/20250310000001_x.sql"),
        ("1_a 20250401_x", "1", "1_a 20250310_b", "", ""),
        ("1_a 20250301_x 20250310_b", "1", "1_a 20250310_b", "", ""),
        ("1_a 20250301_x", "1", "1_a 20250301_x", "", ""),
        ("1_a", "1 2", "1_a 2_gone", "The database has 2_gone.sql, which main has and this branch lacks: merge main.",
         "git merge origin/main"),
        ("1_a", "1 2 3", "1_a 2_gone", "The database has 3_gone.sql, which the folder lacks; main lacks it, too",
         "git merge origin/main\nsupabase migration fetch --remote"),
    ],
)  # fmt: skip
def test_against_the_base_branch(files: str, recorded: str, main: str, sentence: str, command: str) -> None:
    others = OtherBranches("main", frozenset(f"{name}.sql" for name in main.split()))
    found = verdict(files, recorded, others=others)
    assert found.word == ("push-refuses" if sentence else "nothing")
    assert sentence in found.reason
    assert found.command == command
    if "older than" in sentence:
        assert verdict(files, recorded, others=others, include_all=True).word == "nothing"


def test_against_other_pull_requests() -> None:
    statuses = migration_statuses([file_of("1_a"), file_of("5_x")], history_of([("1", "a", ["SELECT 1"])]))
    pulls = (OtherPull(12, ("5_other.sql",)), OtherPull(11, ("7_new.sql", "3_old.sql")), OtherPull(10, ("3_old.sql",)))
    plan = plan_push(statuses, history_of([("1", "a", ["SELECT 1"])]))
    risks = pull_risks(plan, Push("m", others=OtherBranches("main", frozenset({"1_a.sql"}), pulls)))
    assert [(risk.place.file, risk.sentence) for risk in risks] == [
        ("5_x.sql", "pull request #12 has 5_other.sql, of the same version: what is pushed second is refused"),
        ("5_x.sql", "pull request #11 has 7_new.sql, which is newer: if that is pushed first, this file is refused"),
    ]
    merged = Push("m", others=OtherBranches("main", frozenset({"1_a.sql", "5_x.sql"}), pulls))
    assert pull_risks(plan, merged) == ()
