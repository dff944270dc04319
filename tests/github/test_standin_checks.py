"""Check runs: annotations in several requests, what a commit shows, and to whom a run belongs."""

from typing import Any

import pytest
from github import GithubException

from tests.github.clients import Plain, pygithub
from tests.github.standin import GitHubStandIn

REPO = "octo/app"
HEAD = "a" * 40


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    """A repository with pull request 7, and a token that may do everything."""
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.add_token("t")
    return gh


def annotation(line: int) -> dict[str, Any]:
    """An annotation as the API takes it."""
    return {
        "path": "supabase/migrations/1_init.sql",
        "start_line": line,
        "end_line": line,
        "annotation_level": "warning",
        "message": f"line {line}",
    }


def test_a_check_run_with_120_annotations(world: GitHubStandIn) -> None:
    annotations: list[Any] = [annotation(line) for line in range(1, 121)]
    repository = pygithub(world.url).get_repo(REPO)
    output: dict[str, Any] = {"title": "drift", "summary": "3 differences"}
    run = repository.create_check_run("schemasync", HEAD, status="in_progress", output=output)
    for start in range(0, 120, 50):
        run.edit(output=output | {"annotations": annotations[start : start + 50]})
    run.edit(conclusion="failure", details_url="https://example.test/report")
    assert (run.status, run.conclusion) == ("completed", "failure")
    assert (run.output.title, run.output.annotations_count) == ("drift", 120)
    [stored] = world.check_runs(REPO, HEAD)
    assert [each["start_line"] for each in stored.annotations] == list(range(1, 121))
    assert stored.details_url == "https://example.test/report"


def test_check_runs_of_a_commit(world: GitHubStandIn) -> None:
    repository = pygithub(world.url).get_repo(REPO)
    for name in ("one", "two", "one"):
        repository.create_check_run(name, HEAD)
    newest = world.check_runs(REPO)[-1]
    with Plain(world) as plain:
        path = f"/repos/{REPO}/commits/{HEAD}/check-runs"
        latest = plain("GET", path).document
        assert [run["name"] for run in latest["check_runs"]] == ["one", "two"]
        assert latest["check_runs"][0]["id"] == newest.id
        assert plain("GET", f"{path}?filter=all").document["total_count"] == 3
        assert plain("GET", f"{path}?check_name=two").document["total_count"] == 1
        branch = f"/repos/{REPO}/commits/heads/feature-7/check-runs"
        assert plain("GET", branch).document == latest


def test_a_check_run_belongs_to_its_app(world: GitHubStandIn) -> None:
    world.add_token("other", login="other[bot]")
    world.add_token("person", login="octocat")
    run = pygithub(world.url).get_repo(REPO).create_check_run("mine", HEAD)
    with Plain(world, "other") as plain:
        refused = plain("PATCH", f"/repos/{REPO}/check-runs/{run.id}", {"name": "theirs"})
    assert refused.status == 403
    assert "can only be modified by the GitHub App" in refused.document["message"]
    with pytest.raises(GithubException, match="You must authenticate via a GitHub App"):
        pygithub(world.url, "person").get_repo(REPO).create_check_run("x", HEAD)
    assert [run.name for run in world.check_runs(REPO)] == ["mine"]
