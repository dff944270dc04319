"""Problems of a pull request, told from those that its base branch had before."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from schemasync.config.settings import settings_from
from schemasync.expected.project_replay import replay_only
from schemasync.replay.replay_file import save_replay
from tests.github.action.runs import HEAD, MIGRATIONS, REPO, Act
from tests.github.standin import GitHubStandIn, faults

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
    world.repository(REPO).comments.clear()
    act(payload={"pull_request": BASED}, comment="changes")
    assert world.comments(REPO, 7) == []
    known = act(payload={"pull_request": BASED})
    assert (known.code, known.outputs["new-drift-count"], known.outputs["drift-count"]) == (0, "0", "2")
    [comment] = world.comments(REPO, 7)
    assert (
        "🟡 **The database differs from the migrations: 2 problems.** All were there before this pull request."
        in comment.body
    )
    assert "2 problems were there before this pull request" in comment.body
    assert "| | Problem |" not in comment.body
    assert {run.conclusion for run in world.check_runs(REPO, HEAD)} == {"neutral"}
    assert act(payload={"pull_request": BASED}, fail_on="drift").code == 1
    report = json.loads((act.workspace / known.outputs["report-json"]).read_text())
    assert [problem["new"] for problem in report["problems"]] == [False, False]
    assert (act.workspace / known.outputs["report-sarif"]).is_file()
    assert known.outputs["rule-count"] == "0"


def test_new_drift(act: Act, world: GitHubStandIn) -> None:
    """Main was in sync: what differs now is new, and fails the pull request; a merge queue is judged alike."""
    main = world.repository(REPO).branches["main"]
    assert act("fixed", event="push", payload={}, GITHUB_REF="refs/heads/main", GITHUB_SHA=main).code == 0
    done = act(payload={"pull_request": BASED})
    assert (done.code, done.outputs["new-drift-count"]) == (1, "2")
    assert "new-drift (fail-on)" in done.log
    world.push(REPO, "queue", "d" * 40)
    queue = {"merge_group": {"head_sha": "d" * 40, "base_ref": "refs/heads/main"}}
    done = act(event="merge_group", payload=queue)
    assert (done.code, done.outputs["new-drift-count"]) == (1, "2")
    [run] = world.check_runs(REPO, "d" * 40)
    assert run.conclusion == "failure"


def test_commits_without_a_run(act: Act, world: GitHubStandIn) -> None:
    """A workflow with `paths` does not run on each commit of the base branch: the last report is that of an older one."""
    main = world.repository(REPO).branches["main"]
    act(event="push", payload={}, GITHUB_REF="refs/heads/main", GITHUB_SHA=main)
    for digit in "ef":
        world.push(REPO, "main", digit * 40)
    done = act(payload={"pull_request": BASED})
    assert (done.code, done.outputs["new-drift-count"], done.outputs["drift-count"]) == (0, "0", "2")


def test_commits_of_merged_pull_requests(act: Act, world: GitHubStandIn) -> None:
    """A run on each push has one on the merged branch, too: no run of main, though GitHub lists the commit among main's."""
    main = world.repository(REPO).branches["main"]
    assert act("fixed", event="push", payload={}, GITHUB_REF="refs/heads/main", GITHUB_SHA=main).code == 0
    assert act(event="push", payload={}, GITHUB_REF="refs/heads/feature-7", GITHUB_SHA=HEAD).code == 1
    world.push(REPO, "main", "e" * 40, merges=HEAD)
    world.add_pull(REPO, number=9, head_sha="d" * 40)
    other = {**BASED, "number": 9, "head": {"sha": "d" * 40, "repo": {"full_name": REPO}}}
    done = act(payload={"pull_request": other})
    assert (done.code, done.outputs["new-drift-count"]) == (1, "2")


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
    report = json.loads((act.workspace / done.outputs["report-json"]).read_text())
    assert any("migrations of the branch main" in note for note in report["diagnostics"])


@pytest.mark.parametrize("place", [".", "workspace", "elsewhere"])
def test_a_saved_replay_names_its_folder(
    act: Act, world: GitHubStandIn, monkeypatch: pytest.MonkeyPatch, place: str, tmp_path: Path
) -> None:
    """GitHub is asked for the folder that was replayed, not for one of the saved file's name; for none outside the workspace."""
    world.add_files(REPO, *(f"supabase/migrations/{path.name}" for path in MIGRATIONS.iterdir()))
    monkeypatch.chdir(act.workspace)
    folder = {".": Path("supabase/migrations"), "workspace": act.workspace / "supabase/migrations"}.get(place)
    if folder is None:
        folder = shutil.copytree(MIGRATIONS, tmp_path / "supabase" / "migrations")
    replayed = replay_only(settings_from(migrations=folder, url_required=False))
    save_replay(act.workspace / "expected.snapshot", replayed)
    done = act(payload={"pull_request": BASED}, migrations="expected.snapshot")
    assert (done.code, done.outputs["drift-count"]) == (0, "2"), done.log
    assert "has no folder" not in done.log + world.comments(REPO, 7)[0].body
