"""The stand-in refuses what GitHub refuses, and what GitHub's description forbids."""

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator

from tests.github.clients import Plain
from tests.github.cut_openapi import OPERATIONS, references
from tests.github.standin import GitHubStandIn
from tests.github.standin.description import Description
from tests.github.standin.routes import ROUTES

REPO = "octo/app"
HEAD = "a" * 40
COMMENTS = f"/repos/{REPO}/issues/7/comments"
CHECKS = f"/repos/{REPO}/check-runs"
ISSUES = f"/repos/{REPO}/issues"
NOTE = {"path": "a.sql", "start_line": 3, "end_line": 3, "annotation_level": "notice"}
OUTPUT = {"title": "t", "summary": "s"}


@pytest.fixture
def world(gh: GitHubStandIn) -> GitHubStandIn:
    """A repository with pull request 7 and issue 8, a comment on each, and tokens."""
    gh.add_repository(REPO)
    gh.add_pull(REPO, number=7, head_sha=HEAD)
    gh.add_issue(REPO, number=8)
    for number in (7, 8):
        gh.add_comment(REPO, number, "there already")
    gh.add_token("t")
    return gh


def check(**values: Any) -> dict[str, Any]:
    """A check run."""
    return {"name": "schemasync", "head_sha": HEAD, **values}


def noted(**values: Any) -> dict[str, Any]:
    """A check run with an annotation; None leaves a key out."""
    note = {key: value for key, value in {**NOTE, "message": "m", **values}.items() if value}
    return check(output={**OUTPUT, "annotations": [note]})


REFUSED = [
    (COMMENTS, {}, '"body" wasn\'t supplied.'),
    (COMMENTS, {"body": 1}, "1 is not of type 'string'"),
    (COMMENTS, {"body": None}, "None for not nullable"),
    (COMMENTS, {"body": "x", "boby": "y"}, '"boby" is not a permitted key.'),
    (COMMENTS, {"body": " \n"}, "Body can't be blank"),
    (COMMENTS, {"body": "x" * 65_537}, "Body is too long (maximum is 65536 characters)"),
    (f"{COMMENTS}?per_page=9", {"body": "x"}, '"per_page" is not a permitted query parameter.'),
    (f"/repos/{REPO}/issues/seven/comments", {"body": "x"}, "'seven' is not of type 'integer'"),
    (COMMENTS, b"{", "Problems parsing JSON"),
    (COMMENTS, b'{"body": "\\ud800"}', "Problems parsing JSON"),
    (COMMENTS, b"[]", "Body should be a JSON object"),
    (CHECKS, {"name": "x"}, '"head_sha" wasn\'t supplied.'),
    (CHECKS, check(name=" "), "name can't be blank."),
    (CHECKS, check(head_sha="e" * 40), f"No commit found for SHA: {'e' * 40}"),
    (CHECKS, check(status="done"), "'done' is not one of ['queued', 'in_progress', 'completed']"),
    (CHECKS, check(status="completed"), '"conclusion" wasn\'t supplied.'),
    (CHECKS, check(completed_at="2026-01-01T00:00:00Z"), '"conclusion" wasn\'t supplied.'),
    (CHECKS, check(started_at="yesterday"), "'yesterday' is not a 'date-time'"),
    (CHECKS, check(conclusion="stale"), "Only GitHub can set the conclusion stale."),
    (CHECKS, check(output={"title": "t"}), '"summary" wasn\'t supplied.'),
    (
        CHECKS,
        check(output={**OUTPUT, "summary": "x" * 65_536}),
        "Only 65535 characters are allowed; 65536 were supplied.",
    ),
    (
        CHECKS,
        check(output={**OUTPUT, "text": "x" * 65_536}),
        "Only 65535 characters are allowed; 65536 were supplied.",
    ),
    (
        CHECKS,
        check(output={**OUTPUT, "annotations": [{**NOTE, "message": "m"}] * 51}),
        "No more than 50 items are allowed; 51 were supplied.",
    ),
    (CHECKS, check(output={**OUTPUT, "annotation": []}), '"annotation" is not a permitted key.'),
    (CHECKS, noted(message=None), '"message" wasn\'t supplied.'),
    (CHECKS, noted(annotation_level="error"), "'error' is not one of"),
    (CHECKS, noted(message="ü" * 32_769), "message exceeds a maximum bytesize of 64 KB"),
    (CHECKS, noted(raw_details="x" * 65_537), "raw_details exceeds a maximum bytesize of 64 KB"),
    (CHECKS, noted(title="x" * 256), "title is too long (maximum is 255 characters)"),
    (CHECKS, noted(end_line=4, start_column=1), "columns need start_line = end_line"),
    (CHECKS, noted(start_column=5, end_column=4), "columns [5, 4] are no range"),
    (CHECKS, noted(end_line=2), "lines 3 to 2 are no range"),
    (CHECKS, noted(start_line=-1), "lines -1 to 3 are no range"),
    (ISSUES, {"body": "x"}, '"title" wasn\'t supplied.'),
    (ISSUES, {"title": " "}, "title can't be blank"),
    (ISSUES, {"title": "x" * 257}, "title is too long (maximum is 256 characters)"),
    (ISSUES, {"title": "x", "body": "x" * 65_537}, "body is too long (maximum is 65536"),
    (ISSUES, {"title": "x", "labels": ["x" * 51]}, "name is too long (maximum is 50 characters)"),
    (ISSUES, {"title": "x", "milestone": 1}, "does not model ['milestone']"),
]


@pytest.mark.parametrize(("path", "body", "problem"), REFUSED)
def test_refused_and_noted(world: GitHubStandIn, path: str, body: Any, problem: str) -> None:
    with Plain(world) as plain:
        answer = plain("POST", path, body)
    assert answer.status == (400 if "JSON" in problem else 422)
    assert problem in json.dumps(answer.document, ensure_ascii=False).replace('\\"', '"')
    assert "https://docs.github.com/rest" in answer.document["documentation_url"]
    [detail] = world.take_violations()
    assert problem in detail
    repository = world.repository(REPO)
    assert (len(repository.comments), repository.check_runs, len(repository.issues)) == (2, {}, 2)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (COMMENTS, {"body": "x" * 65_536}),
        (COMMENTS, {"body": "☃" * 65_536}),
        (CHECKS, check(output={"title": "t", "summary": "x" * 65_535, "text": "x" * 65_535})),
        (CHECKS, check(output={**OUTPUT, "annotations": [{**NOTE, "message": "m"}] * 50})),
        (CHECKS, check(status="completed", conclusion="neutral")),
        (CHECKS, check(completed_at="2026-01-01T00:00:00Z", conclusion="success")),
        (CHECKS, noted(message="ü" * 32_768, title="x" * 255, start_column=1, end_column=9)),
        (ISSUES, {"title": "x" * 256, "body": "x" * 65_536, "labels": ["x" * 50]}),
    ],
)
def test_just_allowed(world: GitHubStandIn, path: str, body: Any) -> None:
    with Plain(world) as plain:
        assert plain("POST", path, body).status == 201


def test_updates_of_a_check_run(world: GitHubStandIn) -> None:
    with Plain(world) as plain:
        run = plain("POST", CHECKS, check(output=OUTPUT)).document
        path = f"{CHECKS}/{run['id']}"
        plain("PATCH", path, {"status": "completed"})
        plain("PATCH", path, {"output": {"summary": "without a title"}})
        plain("PATCH", path, {"head_sha": HEAD})
        details = world.take_violations()
        assert [each.status for each in world.check_runs(REPO)] == ["queued"]
        done = plain("PATCH", path, {"conclusion": "success"}).document
        assert (done["status"], done["output"]["title"]) == ("completed", "t")
        again = plain("PATCH", path, {"status": "in_progress"}).document
        assert (again["conclusion"], again["completed_at"]) == (None, None)
    assert '"conclusion" wasn\'t supplied.' in details[0]
    assert details[1:] == [
        'Invalid request.\n\n"title" wasn\'t supplied.',
        'Invalid request.\n\n"head_sha" is not a permitted key.',
    ]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/repos/octo/app/branches"), ("PUT", COMMENTS), ("GET", "/nowhere")],
)
def test_what_is_not_in_the_description(world: GitHubStandIn, method: str, path: str) -> None:
    with Plain(world) as plain:
        assert plain(method, path).status == 404
    assert world.take_violations() == ["no operation of openapi.json"]


@pytest.mark.parametrize(
    "path",
    [
        "/repos/octo/unknown/issues",
        f"/repos/{REPO}/issues/99",
        f"/repos/{REPO}/issues/99/comments",
        f"/repos/{REPO}/pulls/8",
    ],
)
def test_unknown_things(world: GitHubStandIn, path: str) -> None:
    with Plain(world) as plain:
        answer = plain("GET", path)
    assert (answer.status, answer.document["message"]) == (404, "Not Found")


def test_a_reply_of_its_own_is_checked_too(world: GitHubStandIn) -> None:
    [comment] = world.comments(REPO, 7)
    comment.body = 5  # type: ignore[assignment]
    with Plain(world) as plain:
        assert plain("GET", COMMENTS).status == 500
    assert world.take_violations() == ["200: For 'properties/0/body', 5 is not of type 'string'"]


@pytest.mark.parametrize("path", [f"/repos/{REPO}/issues/comments/7", f"{CHECKS}/1"])
def test_unknown_things_cannot_be_changed(world: GitHubStandIn, path: str) -> None:
    with Plain(world) as plain:
        assert plain("PATCH", path, {"body": "x"} if "comments" in path else {"name": "x"}).status == 404


def test_its_own_bugs_are_noted(world: GitHubStandIn) -> None:
    [comment] = world.comments(REPO, 8)
    del world.repository(REPO).issues[8]
    with Plain(world) as plain:
        assert plain("PATCH", f"/repos/{REPO}/issues/comments/{comment.id}", {"body": "x"}).status == 500
    [trace] = world.take_violations()
    assert trace.rstrip().endswith("KeyError: 8")


def test_every_operation_of_the_description_has_a_handler() -> None:
    assert Description().operations.keys() == ROUTES.keys() == OPERATIONS


def test_the_description_is_whole_and_small() -> None:
    file = Path(__file__).parent / "openapi.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    used = {tuple(reference.split("/")[2:]) for reference in references(document)}
    kept = {(section, name) for section, them in document["components"].items() for name in them}
    assert used == kept
    assert file.stat().st_size < 150_000


def test_null_where_the_description_forgot_it() -> None:
    conclusion = Description().schema("check-run")["properties"]["conclusion"]
    assert OAS30Validator(conclusion).is_valid(None)
    assert OAS30Validator(conclusion).is_valid("success")
    assert not OAS30Validator(conclusion).is_valid("done")
