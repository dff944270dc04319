"""Runs that end in an error: the reason is posted, and what is known stays known."""

from __future__ import annotations

import time
from typing import Any

import pytest

from schemasync.github.state import decode
from tests.github.action.runs import HEAD, REPO, Act
from tests.github.standin import GitHubStandIn


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
    assert "--help" not in comment.body, "the inputs are described in the README"
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
