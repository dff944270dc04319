"""A pull request's verdict: comment, check run, outputs and exit code, for databases in sync, drifted, and behind."""

from __future__ import annotations

import pytest

from schemasync.github import publish
from schemasync.github.suggestions import Suggestion
from schemasync.postgres.shadow import ShadowServer
from tests.github.action.runs import HEAD, REPO, SECOND, VERSIONS, Act, give_the_second_file_a_version, recorded
from tests.github.standin import GitHubStandIn, faults


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
        assert (act.workspace / done.outputs[f"report-{name}"]).stat().st_size > 1000


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


def test_a_clean_run_folds_or_deletes_the_earlier_comment(act: Act, world: GitHubStandIn) -> None:
    act(clean_comment="minimize")
    act("fixed", clean_comment="minimize")
    [comment] = world.comments(REPO, 7)
    assert ("The database is what the migrations say" in comment.body, comment.minimized) == (True, "RESOLVED")
    act(clean_comment="minimize")
    assert ("2 problems" in comment.body, comment.minimized) == (True, "")
    world.inject("POST", "/graphql", faults.status(502), times=9)
    refused = act("fixed", clean_comment="minimize")
    world.clear_faults()
    assert (refused.code, "fold or unfold the comment" in refused.log) == (0, True)
    late = act("fixed", clean_comment="delete", GITHUB_RUN_ID="1")
    assert ("a later run has already reported" in late.log, len(world.comments(REPO, 7))) == (True, 1)
    world.inject("DELETE", "/issues/comments/", faults.close_before(), times=9)
    cut = act("fixed", clean_comment="delete")
    world.clear_faults()
    assert (cut.code, "delete an old comment" in cut.log) == (0, True)
    done = act("fixed", clean_comment="delete")
    assert (done.code, done.outputs["comment-url"], world.comments(REPO, 7)) == (0, "", [])


def test_on_findings_tells_of_schema_files(act: Act, world: GitHubStandIn) -> None:
    """The database is in sync, and the pull request is not: the files below supabase/schemas do not run."""
    folder = act.workspace / "supabase/schemas"
    folder.mkdir()
    (folder / "a.sql").write_text("CREATE TABL;")
    done = act("fixed", comment="on-findings")
    assert (done.code, done.outputs["status"]) == (0, "declared-differs")
    [comment] = world.comments(REPO, 7)
    assert "The schema file schemas/a.sql does not run" in comment.body


def test_suggestions_stand_at_their_lines(
    act: Act, world: GitHubStandIn, target: ShadowServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless they are switched off, or comments are; a run whose token is refused says nothing of it."""
    folder = "supabase/migrations"
    suggestion = Suggestion(f"{folder}/20250301_x.sql", 1, 1, "it blocks writes", "SELECT 2;")
    monkeypatch.setattr(publish, "suggestions_of", lambda view, where: [suggestion] if where == folder else [])
    recorded(target, "pushed", *VERSIONS, "20250202")
    give_the_second_file_a_version(act)
    (act.workspace / folder / "20250301_x.sql").write_text("SELECT 1;")
    world.change_files(REPO, 7, suggestion.path)
    for inputs in ({"suggestions": "false"}, {"comment": "never"}):
        act("pushed", **inputs)
        assert not world.repository(REPO).review_comments
    for _ in range(2):
        assert act("pushed").code == 0
        assert [one.path for one in world.repository(REPO).review_comments.values()] == [suggestion.path]
    world.inject("GET", r"/pulls/7/comments", faults.status(500), times=9)
    assert "suggest changes on the pull request" in act("pushed").log
    world.clear_faults()


def test_an_incomplete_check_is_no_success(act: Act, world: GitHubStandIn) -> None:
    """Nothing is open, as a file that could not be replayed names nothing."""
    (act.workspace / "supabase/migrations/20250301_bad.sql").write_text("SELECT nothing;")
    done = act("fixed", fail_on="never")
    assert (done.code, done.outputs["status"], done.outputs["drift-count"]) == (0, "incomplete", "0")
    [run] = world.check_runs(REPO, HEAD)
    assert run.conclusion == "neutral"


def test_a_push_that_refuses(act: Act, world: GitHubStandIn, target: ShadowServer) -> None:
    """Two files of one version: an exit code, a `fail-on` value, an annotation at the file, and the command."""
    recorded(target, "pushed", *VERSIONS)
    done = act("pushed")
    assert (done.code, done.outputs["deploy"], done.outputs["status"]) == (4, "push-refuses", "push-refuses")
    assert (done.outputs["in-sync"], done.outputs["sync-percent"]) == ("false", "99")
    assert "fails because of push-refuses (fail-on)" in done.log
    [comment] = world.comments(REPO, 7)
    assert comment.body.splitlines()[1].startswith("⛔ **Push refuses.** 20250201")
    new = SECOND.replace("20250201", "20250201000001")
    assert f"git mv supabase/migrations/{SECOND} supabase/migrations/{new}" in comment.body
    for output in ("report-markdown", "report-html"):
        text = (act.workspace / done.outputs[output]).read_text()
        assert "Push refuses" in text
        assert "Will apply" not in text
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
    folder = act.workspace / "supabase/migrations"
    assert act("pushed", comment="changes").code == 0
    assert world.comments(REPO, 7) == []
    (folder / "20250301_bad.sql").write_text("SELECT 1;\nSELECT nothing;")
    done = act("pushed", comment="changes")
    assert (done.code, done.outputs["deploy"], done.outputs["status"]) == (4, "fails", "pending-failure")
    assert (done.outputs["in-sync"], done.outputs["sync-percent"]) == ("false", "99")
    assert "20250301_bad.sql:2" in world.comments(REPO, 7)[0].body.splitlines()[1].replace("\\", "")
    (folder / "20250301_bad.sql").write_text("SELECT 1;")
    good = act("pushed")
    assert (good.code, good.outputs["deploy"], good.outputs["in-sync"]) == (0, "applies", "true")
    text = (act.workspace / good.outputs["report-html"]).read_text()
    assert ("Will apply: 20250301" in text, "dry run passes" in text) == (True, True)


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
