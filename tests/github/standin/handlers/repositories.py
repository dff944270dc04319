"""A repository's files, and the token's owner."""

from tests.github.standin.routes import Call, route
from tests.github.standin.wire import Answer, ApiError, not_found

LARGEST_FOLDER = 1000
"""Entries that GitHub lists of one folder (docs: "Get repository content")."""


@route("repos/get-content", needs="contents:read", models="ref")
def contents(call: Call) -> Answer:
    """A folder's direct children, at most 1,000; 404 for what is not there, and for a branch that is not."""
    repository, folder = call.repository, call.path["path"].strip("/")
    branch = call.query.get("ref", repository.default_branch).removeprefix("refs/heads/")
    if branch not in repository.branches:
        raise not_found()
    children: dict[str, str] = {}
    for path in repository.files.get(branch, ()):
        if path.startswith(f"{folder}/"):
            name, slash, _ = path.removeprefix(f"{folder}/").partition("/")
            children[name] = "dir" if slash else "file"
    if not children:
        raise not_found()
    return Answer(
        [call.render.content(repository, f"{folder}/{n}", kind) for n, kind in sorted(children.items())][
            :LARGEST_FOLDER
        ]
    )


@route("repos/list-commits", needs="contents:read", models="sha per_page page")
def commits(call: Call) -> Answer:
    """The commits of a branch, newest first."""
    repository = call.repository
    branch = call.query.get("sha", repository.default_branch).removeprefix("refs/heads/")
    if branch not in repository.history:
        raise not_found()
    page, headers = call.page(repository.history[branch][::-1])
    return Answer([call.render.commit(repository, sha) for sha in page], headers=headers)


@route("users/get-authenticated")
def me(call: Call) -> Answer:
    """The token's owner; GITHUB_TOKEN has none that may be asked for."""
    if call.token.user.is_app:
        raise ApiError(403, "Resource not accessible by integration")
    return Answer(call.render.me(call.token.user))
