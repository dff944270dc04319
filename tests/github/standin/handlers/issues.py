"""Issues. A pull request is an issue too."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.github.standin.routes import Call, by_creation, require_newest_first, route
from tests.github.standin.rules import check_issue
from tests.github.standin.state import Issue, Repository, now
from tests.github.standin.wire import Answer

NEW_LABEL = "ededed"


@route(
    "issues/list-for-repo",
    needs="issues:read",
    models="state labels sort direction per_page page",
)
def list_for_repository(call: Call) -> Answer:
    """Open ones, newest first, unless told otherwise; pull requests are among them."""
    repository, query = call.repository, call.query
    require_newest_first(query)
    issues = sorted((issue for issue in repository.issues.values() if _matches(issue, query)), key=by_creation)
    issues.reverse()
    page, headers = call.page(issues)
    return Answer([call.render.issue(repository, each) for each in page], headers=headers)


@route("issues/create", needs="issues:write", models="title body labels")
def create(call: Call) -> Answer:
    """201, and the issue; labels that don't exist are made."""
    repository, body = call.repository, call.body
    title = str(body["title"])
    check_issue({**body, "title": title})
    moment = now()
    issue = Issue(
        id=call.state.next_id(),
        number=repository.next_number(),
        title=title,
        body=body.get("body"),
        author=call.token.user,
        created_at=moment,
        updated_at=moment,
        labels=_labels(repository, body.get("labels") or ()),
    )
    repository.issues[issue.number] = issue
    document = call.render.issue(repository, issue)
    return Answer(document, 201, {"Location": document["url"]})


@route("issues/get", needs="issues:read")
def get(call: Call) -> Answer:
    """The issue; PyGithub asks for it when a listed issue lacks a key, such as `pull_request`."""
    repository = call.repository
    return Answer(call.render.issue(repository, repository.issue(call.path["issue_number"])))


@route(
    "issues/update",
    needs="issues:write",
    on_pull="pull_requests:write",
    models="title body state labels",
)
def update(call: Call) -> Answer:
    """The issue as it is now; what the body doesn't name stays."""
    repository, body = call.repository, call.body
    issue = repository.issue(call.path["issue_number"])
    check_issue(body)
    if body.get("title") is not None:
        issue.title = str(body["title"])
    if "body" in body:
        issue.body = body["body"]
    if "labels" in body:
        issue.labels = _labels(repository, body["labels"])
    if "state" in body:
        issue.state = body["state"]
        issue.closed_at = now() if issue.state == "closed" else None
    issue.updated_at = now()
    return Answer(call.render.issue(repository, issue))


def _matches(issue: Issue, query: Mapping[str, Any]) -> bool:
    labels = {label.lower() for label in issue.labels}
    wanted = {name.strip().lower() for name in query.get("labels", "").split(",") if name.strip()}
    return query.get("state", "open") in (issue.state, "all") and wanted <= labels


def _labels(repository: Repository, given: Iterable[Any]) -> list[str]:
    """Labels as the repository spells them; new ones are added to it."""
    names = []
    for label in given:
        name = label if isinstance(label, str) else label["name"]
        spelled = _existing(repository, name) or name
        repository.labels.setdefault(spelled, NEW_LABEL)
        names.append(spelled)
    return names


def _existing(repository: Repository, name: str) -> str | None:
    return next((label for label in repository.labels if label.lower() == name.lower()), None)
