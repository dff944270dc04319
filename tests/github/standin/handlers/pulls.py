"""Pull requests, and the files that they change."""

from collections.abc import Mapping
from typing import Any

from tests.github.standin.routes import Call, by_creation, require_newest_first, route
from tests.github.standin.state import Issue, Pull
from tests.github.standin.wire import Answer, InvalidError


@route(
    "pulls/list",
    needs="pull_requests:read",
    models="state head base sort direction per_page page",
)
def list_for_repository(call: Call) -> Answer:
    """Open ones, newest first, unless told otherwise; `head` is `owner:branch`."""
    query = call.query
    if ":" not in query.get("head", ":"):
        raise InvalidError(422, 'GitHub ignores a "head" that is not owner:branch')
    require_newest_first(query)
    pulls = [(issue, issue.pull) for issue in call.repository.issues.values() if issue.pull is not None]
    found = sorted((pair for pair in pulls if _matches(*pair, query)), key=lambda pair: by_creation(pair[0]))
    found.reverse()
    return _listed(call, found)


@route("pulls/get", needs="pull_requests:read")
def get(call: Call) -> Answer:
    """The pull request; an issue of that number is none."""
    issue, pull = call.repository.pull(call.path["pull_number"])
    return Answer(call.render.pull(call.repository, issue, pull, "pull-request"))


@route("pulls/list-files", needs="pull_requests:read", models="per_page page")
def list_files(call: Call) -> Answer:
    """Files that a pull request changes; at most 3,000 on GitHub."""
    repository = call.repository
    _, pull = repository.pull(call.path["pull_number"])
    page, headers = call.page(pull.files)
    return Answer([call.render.changed_file(repository, *file) for file in page], headers=headers)


def _matches(issue: Issue, pull: Pull, query: Mapping[str, Any]) -> bool:
    head = f"{pull.head_repository.partition('/')[0]}:{pull.head_ref}"
    return (
        query.get("state", "open") in (issue.state, "all")
        and query.get("head", head) == head
        and query.get("base", pull.base_ref) == pull.base_ref
    )


def _listed(call: Call, pulls: list[tuple[Issue, Pull]]) -> Answer:
    page, headers = call.page(pulls)
    documents = [call.render.pull(call.repository, issue, pull, "pull-request-simple") for issue, pull in page]
    return Answer(documents, headers=headers)
