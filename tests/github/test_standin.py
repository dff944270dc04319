"""The stand-in behaves as GitHub does, as far as PyGithub can see."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest
from github import UnknownObjectException

from tests.github.clients import Plain, pygithub
from tests.github.standin import ACTIONS_LOGIN, GitHubStandIn

REPO = "octo/app"
HEAD = "a" * 40


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    """A repository with pull request 7, and a token that may do everything."""
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.add_token("t")
    return gh


def operations(gh: GitHubStandIn) -> list[str | None]:
    """Requests in order."""
    return [request.operation for request in gh.requests]


def test_comments_over_several_pages(world: GitHubStandIn) -> None:
    for number in range(70):
        world.add_comment(REPO, 7, f"comment {number}", author="stranger")
    pull = pygithub(world.url).get_repo(REPO).get_pull(7)
    mine = pull.create_issue_comment("first ☃ `|` <b>")
    mine.edit("second")
    listed = list(pull.get_issue_comments())
    assert [comment.body for comment in listed] == [f"comment {n}" for n in range(70)] + ["second"]
    assert [comment.user.login for comment in listed[-2:]] == ["stranger", ACTIONS_LOGIN]
    assert listed[-1].user.type == "Bot"
    assert operations(world) == [
        "pulls/get",
        "issues/create-comment",
        "issues/update-comment",
        *["issues/list-comments"] * 3,
    ]
    mine.delete()
    assert len(world.comments(REPO, 7)) == 70
    with pytest.raises(UnknownObjectException):
        mine.edit("third")


def test_link_headers_and_the_largest_page(world: GitHubStandIn) -> None:
    for number in range(201):
        world.add_comment(REPO, 7, str(number))
    path = f"/repos/{REPO}/issues/7/comments"
    with Plain(world) as plain:
        first = plain("GET", f"{path}?per_page=500")
        assert len(first.document) == 100
        assert first.headers["link"] == (
            f'<{world.url}{path}?per_page=500&page=2>; rel="next", <{world.url}{path}?per_page=500&page=3>; rel="last"'
        )
        last = plain("GET", f"{path}?per_page=100&page=3")
        assert [comment["body"] for comment in last.document] == ["200"]
        assert last.headers["link"] == (
            f'<{world.url}{path}?per_page=100&page=2>; rel="prev", <{world.url}{path}?per_page=100&page=1>; rel="first"'
        )
        assert plain("GET", f"{path}?page=99").document == []
        assert len(plain("GET", path).document) == 30


def test_issues_and_labels(world: GitHubStandIn) -> None:
    repository = pygithub(world.url).get_repo(REPO)
    drift = repository.create_issue("Drift", "3 differences", labels=["drift"])
    assert drift.number == 8
    for title in ("other", "another"):
        world.add_issue(REPO, title=title, author="stranger", labels=["bug"])
    assert [issue.number for issue in repository.get_issues(labels=["drift"])] == [8]
    numbers = [(issue.number, issue.pull_request is not None) for issue in repository.get_issues()]
    assert numbers == [(10, False), (9, False), (8, False), (7, True)]
    drift.edit(state="closed", body="none left")
    assert [issue.number for issue in repository.get_issues(state="closed")] == [8]
    stored = world.repository(REPO).issues[8]
    assert stored.body == "none left"
    assert stored.closed_at is not None
    drift.edit(state="open")
    assert world.repository(REPO).issues[8].closed_at is None
    again = repository.create_issue("Drift", labels=["Drift"])
    assert [label.name for label in again.labels] == ["drift"]


def test_pull_requests_and_their_commits(world: GitHubStandIn) -> None:
    world.add_pull(REPO, number=9, head_sha="b" * 40)
    repository = pygithub(world.url).get_repo(REPO)
    pull = repository.get_pull(7)
    assert (pull.head.sha, pull.head.repo.full_name, pull.base.ref) == (HEAD, REPO, "main")
    assert [pull.number for pull in repository.get_pulls()] == [9, 7]
    assert [pull.number for pull in repository.get_pulls(head="octo:feature-9")] == [9]
    world.push(REPO, "feature-7", "d" * 40)
    assert (pull.update(), pull.head.sha) == (True, "d" * 40)


def test_urls_lead_back_to_where_they_were_asked_for(world: GitHubStandIn) -> None:
    comment = pygithub(world.url).get_repo(REPO).get_pull(7).create_issue_comment("x")
    assert comment.url == f"{world.url}/repos/{REPO}/issues/comments/{comment.id}"
    assert comment.html_url == f"{world.url}/{REPO}/pull/7#issuecomment-{comment.id}"
    comment.edit("y")
    assert world.requests[-1].path == f"/repos/{REPO}/issues/comments/{comment.id}"
    with Plain(world) as plain:
        named = plain("GET", f"/repos/{REPO}/pulls/7", headers={"Host": "github.test:81"}).document["base"]["repo"]
    assert named["url"] == f"http://github.test:81/repos/{REPO}"
    assert named["issues_url"] == f"http://github.test:81/repos/{REPO}/issues{{/number}}"


def test_every_byte_of_a_request_is_kept(world: GitHubStandIn) -> None:
    with Plain(world) as plain:
        plain("POST", f"/repos/{REPO}/issues/7/comments", {"body": "s3cret-body"})
        plain("GET", f"/repos/{REPO}/pulls/7", headers={"X-Odd": "s3cret-\xfc"})
        plain("GET", "/repos/octo/s3cret-path/pulls/7")
    comment, odd, path = world.requests
    assert b"s3cret-body" in comment.raw
    assert comment.json == {"body": "s3cret-body"}
    assert comment.headers["authorization"] == "Bearer t"
    assert b"s3cret-\xfc" in odd.raw
    assert b"s3cret-body" not in odd.raw
    assert path.raw.startswith(b"GET /repos/octo/s3cret-path/pulls/7 HTTP/1.1\r\n")
    assert [request.status for request in world.requests] == [201, 200, 404]


def test_requests_on_one_connection_are_fast(world: GitHubStandIn) -> None:
    seconds = []
    with Plain(world) as plain:
        for _ in range(20):
            started = time.perf_counter()
            plain("GET", f"/repos/{REPO}/pulls/7")
            seconds.append(time.perf_counter() - started)
    assert min(seconds[1:]) < 0.03  # with Nagle's algorithm and delayed acknowledgements: 0.04 each


def test_many_clients_at_once(world: GitHubStandIn) -> None:
    def post(number: int) -> int:
        with Plain(world) as plain:
            path = f"/repos/{REPO}/issues/7/comments"
            return int(plain("POST", path, {"body": str(number)}).document["id"])

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(post, range(40)))
    assert len(set(ids)) == 40
    assert {comment.id for comment in world.comments(REPO, 7)} == set(ids)


def test_nothing_is_left_running() -> None:
    before = set(threading.enumerate())
    with GitHubStandIn() as gh:
        connection = HTTPConnection("127.0.0.1", gh.port, timeout=5)
        connection.request("GET", "/user")
        connection.getresponse().read()
    assert set(threading.enumerate()) <= before
    connection.close()
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection("127.0.0.1", gh.port, timeout=5).connect()
