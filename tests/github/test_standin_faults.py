"""Faults happen as often as injected, and those of rate limits carry the headers that clients rely on."""

import time
from http.client import IncompleteRead, RemoteDisconnected

import pytest
from github import Auth, Github, GithubRetry, RateLimitExceededException

from tests.github.clients import Plain, pygithub
from tests.github.standin import Fault, GitHubStandIn, faults

REPO = "octo/app"
COMMENTS = f"/repos/{REPO}/issues/7/comments"
HI = {"body": "hi"}


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    """A repository with pull request 7, and a token that may do everything."""
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha="a" * 40)
    gh.add_token("t")
    return gh


@pytest.mark.parametrize(
    ("fault", "status", "made"),
    [
        (faults.status(500), 500, 0),
        (faults.status(503, "<html>Unicorn!</html>"), 503, 0),
        (faults.status(404, {"message": "Not Found"}, {"X-Odd": "1"}), 404, 0),
        (faults.commit_then(), 502, 1),
        (faults.commit_then(504), 504, 1),
        (faults.secondary_limit(), 403, 0),
        (faults.secondary_limit(429, None), 429, 0),
        (faults.primary_limit(), 403, 0),
        (faults.slow(0.01), 201, 1),
    ],
)
def test_a_fault_happens_as_often_as_told(world: GitHubStandIn, fault: Fault, status: int, made: int) -> None:
    world.inject("POST", r"/issues/\d+/comments$", fault, times=2)
    with Plain(world) as plain:
        assert plain("GET", COMMENTS).status == 200
        assert [plain("POST", COMMENTS, HI).status for _ in range(3)] == [status, status, 201]
    assert len(world.comments(REPO, 7)) == 2 * made + 1
    assert [request.status for request in world.requests] == [200, status, status, 201]


@pytest.mark.parametrize(("fault", "made"), [(faults.close_before(), 0), (faults.close_after(), 1)])
def test_a_closed_connection(world: GitHubStandIn, fault: Fault, made: int) -> None:
    world.inject("*", "comments", fault)
    with Plain(world) as plain:
        with pytest.raises(RemoteDisconnected):
            plain("POST", COMMENTS, HI)
        assert len(world.comments(REPO, 7)) == made
        assert plain("POST", COMMENTS, HI).status == 201
    assert world.requests[0].status is None


def test_half_a_body(world: GitHubStandIn) -> None:
    world.inject("POST", COMMENTS, faults.truncated())
    with Plain(world) as plain, pytest.raises(IncompleteRead):
        plain("POST", COMMENTS, HI)
    assert len(world.comments(REPO, 7)) == 1


def test_a_body_that_is_no_json(world: GitHubStandIn) -> None:
    world.inject("GET", "/pulls/7", faults.invalid_json())
    with Plain(world) as plain, pytest.raises(ValueError, match="Expecting value"):
        plain("GET", f"/repos/{REPO}/pulls/7")


def test_a_slow_reply_has_taken_effect(world: GitHubStandIn) -> None:
    world.inject("POST", COMMENTS, faults.slow(30))
    impatient = Github(base_url=world.url, auth=Auth.Token("t"), retry=None, timeout=1, lazy=True)
    with pytest.raises(Exception, match="Read timed out"):
        impatient.get_repo(REPO).get_issue(7).create_comment("hi")
    assert len(world.comments(REPO, 7)) == 1


def test_a_page_of_its_own(world: GitHubStandIn) -> None:
    world.inject("GET", r"comments\?.*page=2", faults.status(500))
    with Plain(world) as plain:
        pages = [plain("GET", f"{COMMENTS}?page={page}").status for page in (1, 2, 3, 2)]
    assert pages == [200, 500, 200, 200]


def test_faults_queue_up(world: GitHubStandIn) -> None:
    world.inject("GET", COMMENTS, faults.status(500))
    world.inject("GET", COMMENTS, faults.status(503), times=2)
    assert world.faults_left == 3
    with Plain(world) as plain:
        assert [plain("GET", COMMENTS).status for _ in range(4)] == [500, 503, 503, 200]


def test_the_world_changes_between_two_requests(world: GitHubStandIn) -> None:
    def rival() -> None:
        world.add_comment(REPO, 7, "mine was faster", author="github-actions[bot]")

    world.inject("GET", COMMENTS, faults.meanwhile(rival))
    with Plain(world) as plain:
        assert plain("GET", COMMENTS).document == []
        assert [each["body"] for each in plain("GET", COMMENTS).document] == ["mine was faster"]


def test_pygithub_makes_two_of_one_that_was_committed_before_a_502(world: GitHubStandIn) -> None:
    world.inject("POST", COMMENTS, faults.commit_then(502))
    issue = pygithub(world.url, retry=GithubRetry(total=2, backoff_factor=0)).get_repo(REPO).get_issue(7)
    issue.create_comment("once")
    assert [comment.body for comment in world.comments(REPO, 7)] == ["once", "once"]


def test_pygithub_repeats_after_a_secondary_limit(world: GitHubStandIn) -> None:
    world.inject("POST", COMMENTS, faults.secondary_limit(retry_after=1))
    issue = pygithub(world.url, retry=GithubRetry(total=2)).get_repo(REPO).get_issue(7)
    started = time.monotonic()
    issue.create_comment("once")
    assert time.monotonic() - started >= 1
    assert len(world.comments(REPO, 7)) == 1


def test_pygithub_sees_the_primary_limit(world: GitHubStandIn) -> None:
    repository = pygithub(world.url).get_repo(REPO)
    world.inject("GET", "/pulls/7", faults.primary_limit(reset_in=300))
    with pytest.raises(RateLimitExceededException) as limited:
        assert repository.get_pull(7).title
    headers = limited.value.headers or {}
    assert headers["x-ratelimit-remaining"] == "0"
    assert 290 <= int(headers["x-ratelimit-reset"]) - time.time() <= 301


def test_a_fault_that_fails_is_noted(world: GitHubStandIn) -> None:
    world.inject("GET", COMMENTS, faults.meanwhile(lambda: 1 / 0))
    with Plain(world) as plain, pytest.raises(RemoteDisconnected):
        plain("GET", COMMENTS)
    [trace] = world.take_violations()
    assert "ZeroDivisionError" in trace
