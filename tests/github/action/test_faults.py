"""Whatever GitHub answers, or another run does meanwhile: one comment, one check run, and the verdict stands."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from schemasync.github.state import decode, read_marker
from tests.github.action.runs import COMMENTS, HEAD, REPO, Act
from tests.github.standin import GitHubStandIn, faults


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


@pytest.mark.parametrize("body", ["<html>log in</html>", "", "null", '{"id": null, "body": null}'])
@pytest.mark.parametrize("times", [1, 9])
def test_an_answer_of_a_proxy_is_no_edit(act: Act, world: GitHubStandIn, body: str, times: int) -> None:
    """It is edited again, or a notice says that the comment is an old one."""
    act("fixed")
    world.inject("PATCH", r"/issues/comments/\d+$", faults.status(200, body), times=times)
    done = act()
    world.clear_faults()
    assert done.code == 1
    said = "Could not comment on the pull request: GitHub's answer could not be read" in done.log
    assert (said, "differs from the migrations" in world.comments(REPO, 7)[0].body) == (times > 1, times == 1)


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


@pytest.mark.parametrize("fault", [faults.close_before(), faults.status(502), faults.secondary_limit(403, 1)])
def test_libraries_do_not_log(act: Act, world: GitHubStandIn, fault: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Python prints a library's warnings to the log of a program that configures none."""
    world.inject("GET", COMMENTS, fault)
    act()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


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
