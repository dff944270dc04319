"""Who may do what with the stand-in: permissions and credentials."""

from typing import Any

import pytest

from tests.github.clients import Plain
from tests.github.standin import GitHubStandIn

REPO = "octo/app"
HEAD = "a" * 40
COMMENTS = f"/repos/{REPO}/issues/7/comments"
CHECKS = f"/repos/{REPO}/check-runs"
ISSUES = f"/repos/{REPO}/issues"


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    """A repository with pull request 7 and issue 8, a comment on each, and a token."""
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.add_issue(REPO, number=8)
    for number in (7, 8):
        gh.add_comment(REPO, number, "there already")
    gh.add_token("t")
    return gh


WRITES: list[tuple[str, str, Any]] = [
    ("POST", COMMENTS, {"body": "x"}),
    ("POST", f"/repos/{REPO}/issues/8/comments", {"body": "x"}),
    ("POST", ISSUES, {"title": "x"}),
    ("PATCH", f"{ISSUES}/7", {"title": "x"}),
    ("POST", CHECKS, {"name": "schemasync", "head_sha": HEAD}),
]
READS: list[tuple[str, str, Any]] = [
    ("GET", COMMENTS, None),
    ("GET", f"/repos/{REPO}/issues/8/comments", None),
    ("GET", ISSUES, None),
    ("GET", f"{ISSUES}/7", None),
    ("GET", f"/repos/{REPO}/commits/{HEAD}/check-runs", None),
    ("GET", f"/repos/{REPO}/pulls/7", None),
]


@pytest.mark.parametrize(
    ("permissions", "writes", "reads"),
    [
        ({"issues": "write"}, "yyyyn", "yyyynn"),
        ({"pull-requests": "write"}, "ynnyn", "ynnnny"),
        ({"checks": "write"}, "nnnny", "nnnnyn"),
        ({"issues": "read", "pull_requests": "read", "checks": "read"}, "nnnnn", "yyyyyy"),
        ({"contents": "write"}, "nnnnn", "nnnnnn"),
        (None, "yyyyy", "yyyyyy"),
    ],
)
@pytest.mark.parametrize(("login", "kind"), [("github-actions[bot]", "integration"), ("me", "personal access token")])
def test_permissions(
    world: GitHubStandIn,
    permissions: dict[str, str] | None,
    writes: str,
    reads: str,
    login: str,
    kind: str,
) -> None:
    world.add_token("some", login=login, permissions=permissions)
    with Plain(world, "some") as plain:
        answers = [plain(*request) for request in (*READS, *WRITES)]
    if kind != "integration":
        assert answers.pop().document["message"] == "You must authenticate via a GitHub App."
    got = "".join("y" if answer.status in (200, 201) else "n" for answer in answers)
    assert got == (reads + writes)[: len(answers)]
    refused = [answer for answer in answers if answer.status not in (200, 201)]
    assert {(a.status, a.document["message"]) for a in refused} <= {(403, f"Resource not accessible by {kind}")}


def test_a_comment_is_edited_with_the_permission_for_where_it_stands(world: GitHubStandIn) -> None:
    world.add_token("some", permissions={"pull-requests": "write"})
    [on_pull], [on_issue] = world.comments(REPO, 7), world.comments(REPO, 8)
    with Plain(world, "some") as plain:
        path = f"/repos/{REPO}/issues/comments"
        assert plain("PATCH", f"{path}/{on_pull.id}", {"body": "new"}).status == 200
        refused = plain("PATCH", f"{path}/{on_issue.id}", {"body": "new"})
    assert refused.status == 403
    assert refused.headers["x-accepted-github-permissions"] == "issues=write"
    assert (on_pull.body, on_issue.body) == ("new", "there already")


def test_an_invalid_request_is_noted_even_if_it_is_refused_for_the_token(
    world: GitHubStandIn,
) -> None:
    world.add_token("some", permissions={"pull-requests": "read"})
    with Plain(world, "some") as plain:
        assert plain("POST", COMMENTS, {"text": "x"}).status == 403
    [detail] = world.take_violations()
    assert '"text" is not a permitted key.' in detail


def test_misspelt_permissions(world: GitHubStandIn) -> None:
    with pytest.raises(ValueError, match="no permission pull_request: write"):
        world.add_token("x", permissions={"pull-request": "write"})


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Bearer t", 200),
        ("bearer t", 200),
        ("token t", 200),
        ("Bearer other", 401),
        ("Basic t", 401),
        ("t", 401),
    ],
)
def test_credentials(world: GitHubStandIn, header: str, status: int) -> None:
    with Plain(world, None) as plain:
        answer = plain("GET", f"/repos/{REPO}/pulls/7", headers={"Authorization": header})
        assert answer.status == status
        assert answer.document.get("message") == ("Bad credentials" if status == 401 else None)


def test_without_credentials(world: GitHubStandIn) -> None:
    with Plain(world, None) as plain:
        assert plain("GET", COMMENTS).status == 401


def test_names_ignore_case(world: GitHubStandIn) -> None:
    with Plain(world) as plain:
        assert plain("GET", "/repos/OCTO/APP/pulls/7").document["base"]["repo"]["full_name"] == REPO


def test_who_a_token_is(world: GitHubStandIn) -> None:
    world.add_token("person", login="monalisa")
    with Plain(world, "person") as plain:
        assert plain("GET", "/user").document["login"] == "monalisa"
    with Plain(world) as plain:
        assert plain("GET", "/user").status == 403
