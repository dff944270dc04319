"""The whole action, in process: a real target, a real shadow, and the stand-in for GitHub."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from schemasync.config.settings import Settings
from schemasync.core.timing import Progress
from schemasync.github import main as action
from schemasync.github.state import decode, read_marker
from schemasync.pipeline import check, replay
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from schemasync.result import CheckResult
from tests.example import EXAMPLE
from tests.github.standin import GitHubStandIn, faults

REPO, HEAD = "octo/app", "a" * 40
MIGRATIONS = EXAMPLE / "supabase" / "migrations"
COMMENTS = r"/issues/\d+/comments$"


@dataclass(frozen=True)
class Done:
    code: int
    log: str
    outputs: dict[str, str]
    summary: str


@pytest.fixture(scope="session")
def target() -> Iterator[ShadowServer]:
    with embedded() as server:
        replay(server, MIGRATIONS)
        with server.connect() as connection:
            connection.execute("DROP SCHEMA supabase_migrations CASCADE")  # as a database that no CLI was ever used on
        for name, script in (("drifted", "drift.sql"), ("fixed", "")):
            server.create_database(name, "postgres")
            if script:
                with server.connect(name) as connection:
                    connection.execute((EXAMPLE / script).read_bytes())
        yield server


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.add_token("t", permissions={"pull-requests": "write", "checks": "write", "issues": "write", "contents": "read"})
    return gh


Act = Callable[..., Done]
Check = Callable[[Settings, Progress], CheckResult]


@pytest.fixture(scope="session")
def check_once() -> Check:
    """The pipeline's check, which runs once for the same settings, files and database: what follows it is tested here."""
    results: dict[tuple[object, ...], tuple[CheckResult, list[str]]] = {}

    def call(settings: Settings, progress: Progress) -> CheckResult:
        files = tuple(
            (path, path.read_bytes()) for path in sorted(settings.migrations.parent.rglob("*.*")) if path.is_file()
        )
        key = (repr(settings), settings.target, files)
        if key in results:
            result, sentences = results[key]
            for sentence in sentences:
                progress(sentence)
            return result
        said: list[str] = []

        def record(sentence: str) -> None:
            said.append(sentence)
            progress(sentence)

        results[key] = check(settings, record), said
        return results[key][0]

    return call


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runner's folder, in the same place for each test, so that their settings are equal."""
    return tmp_path_factory.mktemp("runner") / "workspace"


@pytest.fixture
def act(
    world: GitHubStandIn,
    target: ShadowServer,
    tmp_path: Path,
    checkout: Path,
    check_once: Check,
    monkeypatch: pytest.MonkeyPatch,
) -> Act:
    """Run the action as the runner would, on a pull request of the example with the drifted database."""
    monkeypatch.setattr("schemasync.github.client.PAUSE", 0.01)
    monkeypatch.setattr("schemasync.github.execute.check", check_once)
    workspace = checkout
    shutil.rmtree(workspace, ignore_errors=True)
    shutil.copytree(EXAMPLE / "supabase", workspace / "supabase")
    shutil.copy(EXAMPLE / "schemasync.toml", workspace)
    numbers = iter(range(100, 200))

    def call(
        database: str = "drifted", event: str = "pull_request", payload: Mapping[str, Any] | None = None, **inputs: str
    ) -> Done:
        event_file, output, summary = (tmp_path / name for name in ("event.json", "output", "summary"))
        for file in (output, summary):
            file.write_text("")
        pull = {"number": 7, "head": {"sha": HEAD, "repo": {"full_name": REPO}}, "user": {"login": "octocat"}}
        event_file.write_text(json.dumps({"pull_request": pull} if payload is None else payload))
        environ = {
            "GITHUB_API_URL": world.url, "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": REPO,
            "GITHUB_EVENT_NAME": event, "GITHUB_EVENT_PATH": str(event_file), "GITHUB_SHA": "b" * 40,
            "GITHUB_RUN_ID": str(next(numbers)), "GITHUB_RUN_ATTEMPT": "1", "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTOR": "octocat",
            "INPUT_GITHUB-TOKEN": "t", "INPUT_DATABASE-URL": target.url(database),
        }  # fmt: skip
        for name, value in inputs.items():
            environ[f"INPUT_{name.upper().replace('_', '-')}" if name.islower() else name] = value
        log = io.StringIO()
        with contextlib.redirect_stdout(log):
            code = action.main(environ)
        return Done(code, log.getvalue(), _outputs(output.read_text()), summary.read_text())

    call.workspace = workspace  # type: ignore[attr-defined]
    return call


def _outputs(text: str) -> dict[str, str]:
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        name, _, delimiter = line.partition("<<")
        value = []
        for more in lines:
            if more == delimiter:
                break
            value.append(more)
        found[name] = "\n".join(value)
    return found


def test_a_pull_request_with_drift(act: Act, world: GitHubStandIn) -> None:
    done = act()
    assert done.code == 1, done.log
    [comment] = world.comments(REPO, 7)
    assert "🔴 **The database differs from the migrations: 2 problems.**" in comment.body
    assert (
        f"https://github.com/{REPO}/blob/{HEAD}/supabase/migrations/20250120_calendar_sync_setup.sql#L142"
        in comment.body
    )
    [run] = world.check_runs(REPO, HEAD)
    assert (run.status, run.conclusion, run.name) == ("completed", "failure", "schemasync")
    assert {(a["path"], a["start_line"]) for a in run.annotations} >= {
        ("supabase/migrations/20250120_calendar_sync_setup.sql", 142)
    }
    assert done.outputs["status"] == "drift"
    assert (done.outputs["drift-count"], done.outputs["in-sync"], done.outputs["sync-percent"]) == ("2", "false", "98")
    assert done.outputs["comment-url"].startswith(f"{world.url}/{REPO}/pull/7#issuecomment-")
    assert "::error" not in done.log
    assert "## Problems" in done.summary
    for name in ("json", "markdown", "html"):
        assert (act.workspace / done.outputs[f"report-{name}"]).stat().st_size > 1000  # type: ignore[attr-defined]


def test_the_second_run_edits_the_comment_and_says_what_is_resolved(act: Act, world: GitHubStandIn) -> None:
    act()
    done = act("fixed")
    assert done.code == 0, done.log
    [comment] = world.comments(REPO, 7)
    assert "Resolved since the last report (2)" in comment.body
    assert [run.conclusion for run in world.check_runs(REPO, HEAD)] == ["failure", "success"]
    assert done.outputs["in-sync"] == "true"


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [("never", 0), ("security", 0), ("breaking", 1), ("drift, security", 1), ("pending-failure", 0)],
)
def test_fail_on(act: Act, world: GitHubStandIn, fail_on: str, code: int) -> None:
    assert act(fail_on=fail_on).code == code
    [run] = world.check_runs(REPO, HEAD)
    assert run.conclusion == ("failure" if code else "neutral")


def test_on_findings_says_nothing_when_in_sync(act: Act, world: GitHubStandIn) -> None:
    assert act("fixed", comment="on-findings").code == 0
    assert world.comments(REPO, 7) == []
    act(comment="on-findings")
    act("fixed", comment="on-findings")
    [comment] = world.comments(REPO, 7)
    assert "The database is what the migrations say" in comment.body


def test_on_findings_tells_of_schema_files(act: Act, world: GitHubStandIn) -> None:
    """The database is in sync, and the pull request is not: the files below supabase/schemas do not run."""
    folder = act.workspace / "supabase/schemas"  # type: ignore[attr-defined]
    folder.mkdir()
    (folder / "a.sql").write_text("CREATE TABL;")
    done = act("fixed", comment="on-findings")
    assert (done.code, done.outputs["status"]) == (0, "declared-differs")
    [comment] = world.comments(REPO, 7)
    assert "The schema file schemas/a.sql does not run" in comment.body


def test_an_incomplete_check_is_no_success(act: Act, world: GitHubStandIn) -> None:
    """Nothing is open, as a file that could not be replayed names nothing."""
    (act.workspace / "supabase/migrations/20250301_bad.sql").write_text("SELECT nothing;")  # type: ignore[attr-defined]
    done = act("fixed", fail_on="never")
    assert (done.code, done.outputs["status"], done.outputs["drift-count"]) == (0, "incomplete", "0")
    [run] = world.check_runs(REPO, HEAD)
    assert run.conclusion == "neutral"


def test_a_fork(act: Act, world: GitHubStandIn) -> None:
    """No secrets, a read-only token: the migrations are replayed, and the comment is saved for a second workflow."""
    world.add_token("t", permissions={"pull-requests": "read", "checks": "read", "contents": "read"})
    pull = {"number": 7, "head": {"sha": HEAD, "repo": {"full_name": "stranger/app"}}}
    done = act(payload={"pull_request": pull}, database_url="")
    assert done.code == 0, done.log
    assert world.comments(REPO, 7) == []
    assert "comes from a fork" in done.summary
    assert done.outputs["status"] == "not compared"
    assert "Traceback" not in done.log
    folder = act.workspace / "schemasync-report"  # type: ignore[attr-defined]
    assert json.loads((folder / "pull.json").read_text()) == {"pull": 7, "sha": HEAD}
    assert "migrations replay" in (folder / "comment.md").read_text()


def test_a_saved_comment_is_posted_for_a_fork(act: Act, world: GitHubStandIn) -> None:
    saved = act.workspace / "saved"  # type: ignore[attr-defined]
    saved.mkdir()
    (saved / "comment.md").write_text("### fine @octocat <!-- schemasync 1 key=0 -->\nhidden")
    (saved / "pull.json").write_text(json.dumps({"pull": 7, "sha": HEAD}))
    payload = {"workflow_run": {"head_sha": HEAD, "head_repository": {"full_name": REPO}}}
    done = act(event="workflow_run", payload=payload, post="saved")
    assert done.code == 0, done.log
    [comment] = world.comments(REPO, 7)
    assert "@octocat" not in comment.body
    assert "its content cannot be trusted" in comment.body
    payload["workflow_run"]["head_sha"] = "c" * 40
    refused = act(event="workflow_run", payload=payload, post="saved")
    assert refused.code == 7
    assert "did not run on the present head of pull request 7" in refused.log
    assert len(world.comments(REPO, 7)) == 1


def test_dependabot_and_a_forgotten_secret(act: Act, world: GitHubStandIn) -> None:
    pull = {"number": 7, "head": {"sha": HEAD, "repo": {"full_name": REPO}}, "user": {"login": "dependabot[bot]"}}
    done = act(payload={"pull_request": pull}, database_url="")
    assert (done.code, "comes from Dependabot" in done.summary) == (0, True)
    forgotten = act(database_url="")
    assert forgotten.code == 2
    assert "is the secret set" in forgotten.summary
    assert world.check_runs(REPO, HEAD)[-1].conclusion == "failure"


def test_without_permissions(act: Act, world: GitHubStandIn) -> None:
    world.add_token("t", permissions={"contents": "read"})
    done = act()
    assert done.code == 1
    assert "permission `checks: write`" in done.log
    assert "::error file=supabase/migrations/20250120_calendar_sync_setup.sql,line=142" in done.log
    assert "## Problems" in done.summary


def test_without_a_token_or_a_pull_request(act: Act, world: GitHubStandIn) -> None:
    assert act(github_token="").code == 1
    done = act(event="push", payload={}, GITHUB_SHA=HEAD)
    assert done.code == 1
    assert world.comments(REPO, 7) == []
    assert done.outputs["comment-url"] == ""


def test_push_finds_its_pull_request(act: Act, world: GitHubStandIn) -> None:
    done = act(
        event="push",
        payload={},
        GITHUB_REF=f"refs/heads/{world.repository(REPO).issues[7].pull.head_ref}",
        GITHUB_SHA=HEAD,
    )
    assert done.outputs["comment-url"]
    assert len(world.comments(REPO, 7)) == 1


def test_nightly_issue(act: Act, world: GitHubStandIn) -> None:
    nightly = {"event": "schedule", "payload": {}, "issue_on_drift": "true", "GITHUB_SHA": HEAD}
    assert act("fixed", **nightly).code == 0
    assert [issue for issue in world.issues(REPO) if issue.number != 7] == []
    act(**nightly)
    done = act(**nightly)
    [issue] = [issue for issue in world.issues(REPO) if issue.number != 7]
    assert (issue.state, issue.labels) == ("open", ["schemasync"])
    assert done.outputs["issue-url"].endswith(f"/issues/{issue.number}")
    act("fixed", **nightly)
    assert issue.state == "closed"
    assert "Resolved since the last report (2)" in (issue.body or "")
    act(**nightly)
    assert issue.state == "open"


# Faults


def test_committed_then_502_makes_one_comment(act: Act, world: GitHubStandIn) -> None:
    world.inject("POST", COMMENTS, faults.commit_then(502))
    done = act()
    assert len(world.comments(REPO, 7)) == 1
    assert done.outputs["comment-url"]


@pytest.mark.parametrize(
    "fault", [faults.status(502), faults.close_before(), faults.close_after()], ids=["502", "before", "after"]
)
def test_creating_survives(act: Act, world: GitHubStandIn, fault: Any) -> None:
    world.inject("POST", COMMENTS, fault)
    act()
    assert len(world.comments(REPO, 7)) == 1


def test_a_check_run_is_made_once(act: Act, world: GitHubStandIn) -> None:
    world.inject("POST", "/check-runs$", faults.commit_then(502))
    act()
    assert len(world.check_runs(REPO, HEAD)) == 1


def test_editing_survives(act: Act, world: GitHubStandIn) -> None:
    act()
    world.inject("PATCH", r"/issues/comments/\d+$", faults.status(503), times=2)
    act("fixed")
    [comment] = world.comments(REPO, 7)
    assert "The database is what the migrations say" in comment.body


def test_two_runs_at_once_leave_one_comment(act: Act, world: GitHubStandIn) -> None:
    act()
    body = world.comments(REPO, 7)[0].body
    marker = read_marker(body)
    assert marker
    for _ in range(2):
        world.add_comment(REPO, 7, body=f"{marker}\nanother run", author="github-actions[bot]")
    act()
    assert len(world.comments(REPO, 7)) == 1
    assert "another run" not in world.comments(REPO, 7)[0].body


def test_an_older_run_does_not_overwrite_a_newer(act: Act, world: GitHubStandIn) -> None:
    act("fixed", GITHUB_RUN_ID="900")
    done = act(GITHUB_RUN_ID="800")
    [comment] = world.comments(REPO, 7)
    assert "The database is what the migrations say" in comment.body
    assert "a later run has already reported" in done.log


def test_a_stranger_plants_a_marker(act: Act, world: GitHubStandIn) -> None:
    act()
    planted = world.comments(REPO, 7)[0].body
    world.add_comment(REPO, 7, body=planted, author="mallory")
    act("fixed")
    ours, theirs = world.comments(REPO, 7)
    assert "The database is what the migrations say" in ours.body
    assert theirs.body == planted


def test_a_comment_deleted_or_broken_by_hand(act: Act, world: GitHubStandIn) -> None:
    act()
    comment = world.comments(REPO, 7)[0]
    comment.body = comment.body.replace("schemasync-state ", "schemasync-state AAAA")
    done = act()
    assert "hidden state was not readable" in done.log
    assert decode(world.comments(REPO, 7)[0].body)[0]
    world.repository(REPO).comments.clear()
    assert act().outputs["comment-url"]
    assert len(world.comments(REPO, 7)) == 1


def test_hundreds_of_comments(act: Act, world: GitHubStandIn) -> None:
    for number in range(120):
        world.add_comment(REPO, 7, body=f"comment {number}", author="octocat")
    act()
    for number in range(120):
        world.add_comment(REPO, 7, body=f"later {number}", author="octocat")
    act("fixed")
    assert len(world.comments(REPO, 7)) == 241


def test_no_secret_leaves(act: Act, world: GitHubStandIn, target: ShadowServer) -> None:
    done = act()
    texts = [
        done.summary,
        done.log.split("::stop-commands::", 1)[1],
        *(request.body.decode() for request in world.requests if request.body),
    ]
    texts += [path.read_text() for path in (act.workspace / "schemasync-report").iterdir()]  # type: ignore[attr-defined]
    assert not [text for text in texts if target.password in text]
    assert f"::add-mask::{target.password}" in done.log


def recorded(target: ShadowServer, database: str, *versions: str) -> None:
    """Give a database the history of these versions, each without its statements; a new one is a copy of `fixed`."""
    with target.connect("postgres") as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", (database,)).fetchone()
    if known is None:
        target.create_database(database, "fixed")
    with target.connect(database) as connection:
        connection.execute(
            b"DROP SCHEMA IF EXISTS supabase_migrations CASCADE; CREATE SCHEMA supabase_migrations;"
            b"CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)"
        )
        for version in versions:
            query = b"INSERT INTO supabase_migrations.schema_migrations (version) VALUES (%s)"
            connection.execute(query, (version,))


VERSIONS = tuple(sorted({path.name.partition("_")[0] for path in MIGRATIONS.iterdir()}))
SECOND = "20250201_create_process_peer_booking_credits.sql"


def give_the_second_file_a_version(act: Act) -> None:
    """The example's two files of one version cannot both be pushed."""
    folder = act.workspace / "supabase/migrations"  # type: ignore[attr-defined]
    (folder / SECOND).rename(folder / SECOND.replace("20250201", "20250202"))
    config = act.workspace / "schemasync.toml"  # type: ignore[attr-defined]
    config.write_text(config.read_text().replace(SECOND, SECOND.replace("20250201", "20250202")))


def test_a_push_that_refuses(act: Act, world: GitHubStandIn, target: ShadowServer) -> None:
    """Two files of one version: an exit code, a `fail-on` value, an annotation at the file, and the command."""
    recorded(target, "pushed", *VERSIONS)
    done = act("pushed")
    assert (done.code, done.outputs["deploy"], done.outputs["status"]) == (4, "push-refuses", "push-refuses")
    assert (done.outputs["in-sync"], done.outputs["sync-percent"]) == ("false", "99")
    assert "fails because of push-refuses (input fail-on)" in done.log
    [comment] = world.comments(REPO, 7)
    assert comment.body.splitlines()[1].startswith("⛔ **Push refuses.** 20250201")
    new = SECOND.replace("20250201", "20250201000001")
    assert f"git mv supabase/migrations/{SECOND} supabase/migrations/{new}" in comment.body
    for output in ("report-markdown", "report-html"):
        text = (act.workspace / done.outputs[output]).read_text()  # type: ignore[attr-defined]
        assert "Push refuses" in text
        assert "will apply" not in text
    [run] = world.check_runs(REPO, HEAD)
    assert (run.conclusion, (run.title or "")[:12]) == ("failure", "Push refuses")
    assert [(a["path"], a["annotation_level"]) for a in run.annotations] == [
        (f"supabase/migrations/{SECOND}", "failure")
    ]
    neutral = act("pushed", fail_on="drift, pending-failure")
    assert (neutral.code, world.check_runs(REPO, HEAD)[-1].conclusion) == (0, "neutral")


def test_a_pending_migration_that_fails(act: Act, world: GitHubStandIn, target: ShadowServer) -> None:
    recorded(target, "pushed", *VERSIONS, "20250202")
    give_the_second_file_a_version(act)
    folder = act.workspace / "supabase/migrations"  # type: ignore[attr-defined]
    (folder / "20250301_bad.sql").write_text("SELECT 1;\nSELECT nothing;")
    done = act("pushed")
    assert (done.code, done.outputs["deploy"], done.outputs["status"]) == (4, "fails", "pending-failure")
    assert (done.outputs["in-sync"], done.outputs["sync-percent"]) == ("false", "99")
    assert "20250301_bad.sql:2" in world.comments(REPO, 7)[0].body.splitlines()[1].replace("\\", "")
    (folder / "20250301_bad.sql").write_text("SELECT 1;")
    good = act("pushed")
    assert (good.code, good.outputs["deploy"], good.outputs["in-sync"]) == (0, "applies", "true")
    text = (act.workspace / good.outputs["report-html"]).read_text()  # type: ignore[attr-defined]
    assert ("Will apply: 20250301" in text, "The dry run passes." in text) == (True, True)


def test_a_run_that_ends_in_an_error(act: Act, world: GitHubStandIn) -> None:
    """The comment that says "in sync" is edited, and the check run is completed with the reason."""
    act("fixed")
    done = act(database_url="postgresql://postgres:s3cret@127.0.0.1:1/postgres")
    assert done.code == 5
    [comment] = world.comments(REPO, 7)
    assert "schemasync could not check the database" in comment.body.splitlines()[1]
    assert "nothing listens at that host and port" in comment.body
    assert "The database is what the migrations say" not in comment.body
    run = world.check_runs(REPO, HEAD)[-1]
    assert (run.status, run.conclusion) == ("completed", "failure")
    assert (done.outputs["status"], done.outputs["deploy"]) == ("error", "unknown")
    assert done.outputs["comment-url"]
    assert "s3cret" not in comment.body
    assert decode(comment.body)[0] is not None, "what was known stays known"
    act("fixed")
    assert "The database is what the migrations say" in world.comments(REPO, 7)[0].body


@pytest.mark.parametrize("inputs", [{"fail_on": "sometimes"}, {"migrations": "supabase"}, {"timeout": "1"}])
def test_every_error_is_posted(act: Act, world: GitHubStandIn, monkeypatch: pytest.MonkeyPatch, inputs: Any) -> None:
    """Wrong inputs, a folder that is one level off, a time that is over."""
    if "timeout" in inputs:
        monkeypatch.setattr("schemasync.github.execute.check", lambda *_: time.sleep(60))
    done = act("fixed", **inputs)
    assert done.code in (2, 3)
    [comment] = world.comments(REPO, 7)
    assert "could not check the database" in comment.body
    assert [run.conclusion for run in world.check_runs(REPO, HEAD)] == ["failure"]


def test_an_error_makes_no_comment_where_none_is_wanted(act: Act, world: GitHubStandIn) -> None:
    for comment in ("never", "on-findings"):
        assert act(migrations="supabase", comment=comment).code == 2
    assert world.comments(REPO, 7) == []


def test_wrong_inputs_are_named_together(act: Act) -> None:
    done = act(fail_on="sometimes", summary="yes", timeout="soon")
    assert done.code == 2
    for name in ("fail-on", "summary", "timeout"):
        assert f"{name}: must be" in done.log
    assert done.outputs["status"] == "error"
    assert "Traceback" not in done.log


def test_unreachable_target(act: Act) -> None:
    done = act(database_url="postgresql://postgres:s3cret@127.0.0.1:1/postgres")
    assert done.code == 5
    assert "nothing listens at that host and port" in done.log
    said = [line for line in done.log.splitlines() if not line.startswith("::add-mask::")]
    assert "s3cret" not in "\n".join(said)


@pytest.mark.parametrize(
    "fault",
    [
        faults.status(429, headers={"Retry-After": "1"}),
        faults.secondary_limit(403, retry_after=1),
        faults.truncated(),
        faults.invalid_json(),
    ],
    ids=["429", "secondary", "truncated", "no json"],
)
@pytest.mark.parametrize(("method", "path"), [("GET", COMMENTS), ("POST", COMMENTS), ("POST", "/check-runs$")])
def test_passing_faults(act: Act, world: GitHubStandIn, fault: Any, method: str, path: str) -> None:
    """Whatever GitHub answers once, the verdict stands, and nothing is there twice."""
    world.inject(method, path, fault)
    done = act()
    assert done.code == 1, done.log
    assert done.outputs["status"] == "drift"
    assert len(world.comments(REPO, 7)) <= 1
    assert len(world.check_runs(REPO, HEAD)) <= 1
    assert "Traceback" not in done.log


@pytest.mark.parametrize("code", [403, 404, 410, 422, 500])
def test_lasting_faults(act: Act, world: GitHubStandIn, code: int) -> None:
    """A GitHub that never answers well costs the comment, not the verdict."""
    world.inject("*", r"/(issues|check-runs)", faults.status(code), times=50)
    done = act()
    assert done.code == 1
    assert done.outputs["comment-url"] == ""
    assert "::error file=" in done.log
    assert "## Problems" in done.summary
    assert "Traceback" not in done.log
    world.clear_faults()


def test_deleted_between_reading_and_writing(act: Act, world: GitHubStandIn) -> None:
    act()
    world.inject("GET", COMMENTS, faults.meanwhile(world.repository(REPO).comments.clear))
    done = act("fixed")
    assert done.outputs["comment-url"]
    [comment] = world.comments(REPO, 7)
    assert "The database is what the migrations say" in comment.body


def test_a_github_that_does_not_answer(act: Act, world: GitHubStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A late answer counts as none: what it did is found before it is done again."""
    monkeypatch.setattr("schemasync.github.client.TIMEOUT", 1)
    world.inject("POST", COMMENTS, faults.slow(3))
    act()
    assert len(world.comments(REPO, 7)) == 1


BASED = {
    "number": 7, "head": {"sha": HEAD, "repo": {"full_name": REPO}}, "user": {"login": "octocat"}, "base": {"ref": "main"},
}  # fmt: skip


def test_what_was_there_before_is_not_the_pull_requests(act: Act, world: GitHubStandIn) -> None:
    """Drift that a run on main reported is one line of the comment, and neutral; the first run has nothing to compare with."""
    world.add_files(REPO, *(f"supabase/migrations/{path.name}" for path in MIGRATIONS.iterdir()))
    first = act(payload={"pull_request": BASED})
    assert first.code == 0, first.log
    assert (first.outputs["new-drift-count"], first.outputs["status"]) == ("", "drift")
    assert "No earlier report on main is known" in world.comments(REPO, 7)[0].body
    assert (
        act(
            event="push", payload={}, GITHUB_REF="refs/heads/main", GITHUB_SHA=world.repository(REPO).branches["main"]
        ).code
        == 1
    )
    known = act(payload={"pull_request": BASED})
    assert (known.code, known.outputs["new-drift-count"], known.outputs["drift-count"]) == (0, "0", "2")
    [comment] = world.comments(REPO, 7)
    assert "2 of them were there before this pull request" in comment.body
    assert "| | Problem |" not in comment.body
    assert [run.conclusion for run in world.check_runs(REPO, HEAD)] == ["neutral", "neutral"]
    assert act(payload={"pull_request": BASED}, fail_on="drift").code == 1
    report = json.loads((act.workspace / known.outputs["report-json"]).read_text())  # type: ignore[attr-defined]
    assert [problem["new"] for problem in report["problems"]] == [False, False]
    assert (act.workspace / known.outputs["report-sarif"]).is_file()  # type: ignore[attr-defined]
    assert known.outputs["rule-count"] == "0"


def test_new_drift(act: Act, world: GitHubStandIn) -> None:
    """Main was in sync: what differs now is new, and fails the pull request; a merge queue is judged alike."""
    main = world.repository(REPO).branches["main"]
    assert act("fixed", event="push", payload={}, GITHUB_REF="refs/heads/main", GITHUB_SHA=main).code == 0
    done = act(payload={"pull_request": BASED})
    assert (done.code, done.outputs["new-drift-count"]) == (1, "2")
    assert "new-drift (input fail-on)" in done.log
    world.push(REPO, "queue", "d" * 40)
    queue = {"merge_group": {"head_sha": "d" * 40, "base_ref": "refs/heads/main"}}
    done = act(event="merge_group", payload=queue)
    assert (done.code, done.outputs["new-drift-count"]) == (1, "2")
    [run] = world.check_runs(REPO, "d" * 40)
    assert run.conclusion == "failure"


@pytest.mark.parametrize(
    "fault", [faults.status(500), faults.status(403), faults.secondary_limit(), faults.truncated()]
)
def test_a_base_branch_that_cannot_be_asked(act: Act, world: GitHubStandIn, fault: faults.Fault) -> None:
    """The check is made all the same, and says in one line each what it could not ask."""
    world.inject("GET", r"/commits/main/check-runs", fault, times=2)
    world.inject("GET", r"/contents/", fault, times=2)
    done = act(payload={"pull_request": BASED})
    world.clear_faults()
    assert (done.code, done.outputs["status"]) == (0, "drift")
    assert "the last report on main" in world.comments(REPO, 7)[0].body
    report = json.loads((act.workspace / done.outputs["report-json"]).read_text())  # type: ignore[attr-defined]
    assert any("migrations of the branch main" in note for note in report["diagnostics"])
