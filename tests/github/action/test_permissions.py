"""Runs without secrets, rights, a token or a pull request: forks, Dependabot, pushes; and no secret in what is posted."""

from __future__ import annotations

import json

from schemasync.postgres.shadow import ShadowServer
from tests.github.action.runs import HEAD, REPO, Act
from tests.github.standin import GitHubStandIn


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
    folder = act.workspace / "schemasync-report"
    assert json.loads((folder / "pull.json").read_text()) == {"pull": 7, "sha": HEAD}
    assert "migrations replay" in (folder / "comment.md").read_text()


def test_a_saved_comment_is_posted_for_a_fork(act: Act, world: GitHubStandIn) -> None:
    saved = act.workspace / "saved"
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


def test_no_secret_leaves(act: Act, world: GitHubStandIn, target: ShadowServer) -> None:
    done = act()
    texts = [
        done.summary,
        "\n".join(line for line in done.log.splitlines() if not line.startswith("::add-mask::")),
        *(request.body.decode() for request in world.requests if request.body),
    ]
    texts += [path.read_text() for path in (act.workspace / "schemasync-report").iterdir()]
    assert not [text for text in texts if target.password in text]
    assert f"::add-mask::{target.password}" in done.log
