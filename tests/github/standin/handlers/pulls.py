"""Pull requests, and which of them GitHub associates with a commit."""

from collections.abc import Mapping
from typing import Any

from tests.github.standin.routes import Call, route
from tests.github.standin.state import Issue, Pull
from tests.github.standin.wire import Answer, InvalidError, NotModelledError, not_found


@route(
    "pulls/list",
    needs="pull_requests:read",
    models="state head base sort direction per_page page",
)
def list_for_repository(call: Call) -> Answer:
    """Open ones, newest first, unless told; `head` is `owner:branch`."""
    query = call.query
    if ":" not in query.get("head", ":"):
        raise InvalidError(422, 'GitHub ignores a "head" that is not owner:branch')
    sort = query.get("sort", "created")
    if sort not in ("created", "updated"):
        raise NotModelledError(f"sort={sort}")
    found = [
        (issue, issue.pull)
        for issue in call.repository.issues.values()
        if issue.pull is not None and _matches(issue, issue.pull, query)
    ]
    found.sort(key=lambda pair: (getattr(pair[0], f"{sort}_at"), pair[0].number))
    if query.get("direction", "desc" if sort == "created" else "asc") == "desc":
        found.reverse()
    return _listed(call, found)


@route("pulls/get", needs="pull_requests:read")
def get(call: Call) -> Answer:
    """The pull request; an issue of that number is none."""
    issue = call.repository.issues.get(call.path["pull_number"])
    if issue is None or issue.pull is None:
        raise not_found()
    return Answer(call.render.pull(call.repository, issue, issue.pull, "pull-request"))


@route("pulls/list-files", needs="pull_requests:read", models="per_page page")
def list_files(call: Call) -> Answer:
    """Files that a pull request changes; at most 3,000 on GitHub."""
    repository = call.repository
    issue = repository.issues.get(call.path["pull_number"])
    if issue is None or issue.pull is None:
        raise not_found()
    page, headers = call.page(issue.pull.files)
    return Answer([call.render.changed_file(repository, *file) for file in page], headers=headers)


def _matches(issue: Issue, pull: Pull, query: Mapping[str, Any]) -> bool:
    owner = (pull.head_repository or "").partition("/")[0]
    head = f"{owner}:{pull.head_ref}"
    return (
        query.get("state", "open") in (issue.state, "all")
        and query.get("head", head) == head
        and query.get("base", pull.base_ref) == pull.base_ref
    )


def _listed(call: Call, pulls: list[tuple[Issue, Pull]]) -> Answer:
    page, headers = call.page(pulls)
    documents = [call.render.pull(call.repository, issue, pull, "pull-request-simple") for issue, pull in page]
    return Answer(documents, headers=headers)
