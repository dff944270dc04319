"""Comments on issues and pull requests."""

from datetime import datetime

from tests.github.standin.routes import Call, route
from tests.github.standin.rules import check_comment
from tests.github.standin.state import Comment, now
from tests.github.standin.wire import Answer, not_found

PAGING = "per_page page"


@route(
    "issues/list-comments",
    needs="issues:read",
    on_pull="pull_requests:read",
    models=f"since {PAGING}",
)
def list_for_issue(call: Call) -> Answer:
    """Oldest first, whatever `sort` says elsewhere."""
    issue = call.repository.issue(call.path["issue_number"])
    return _listed(call, [c for c in _since(call) if c.number == issue.number])


@route(
    "issues/list-comments-for-repo",
    needs="issues:read pull_requests:read",
    models=f"sort direction since {PAGING}",
)
def list_for_repository(call: Call) -> Answer:
    """Oldest first; `direction` counts only with `sort`."""
    comments = _since(call)
    if "sort" in call.query:
        key = f"{call.query['sort']}_at"
        comments.sort(key=lambda comment: (getattr(comment, key), comment.id))
        if call.query.get("direction") == "desc":
            comments.reverse()
    return _listed(call, comments)


@route("issues/create-comment", needs="issues:write", on_pull="pull_requests:write", models="body")
def create(call: Call) -> Answer:
    """201, and the comment."""
    repository = call.repository
    issue = repository.issue(call.path["issue_number"])
    check_comment(call.body["body"])
    moment = now()
    comment = Comment(
        id=call.state.next_id(),
        number=issue.number,
        body=call.body["body"],
        author=call.token.user,
        created_at=moment,
        updated_at=moment,
    )
    repository.comments[comment.id] = comment
    issue.updated_at = moment
    document = call.render.comment(repository, comment)
    return Answer(document, 201, {"Location": document["url"]})


@route("issues/get-comment", needs="issues:read", on_pull="pull_requests:read")
def get(call: Call) -> Answer:
    """The comment."""
    return Answer(call.render.comment(call.repository, _addressed(call)))


@route("issues/update-comment", needs="issues:write", on_pull="pull_requests:write", models="body")
def update(call: Call) -> Answer:
    """The comment with its new body; whoever may write may edit others' comments."""
    comment = _addressed(call)
    check_comment(call.body["body"])
    comment.body = call.body["body"]
    comment.updated_at = now()
    return Answer(call.render.comment(call.repository, comment))


@route("issues/delete-comment", needs="issues:write", on_pull="pull_requests:write")
def delete(call: Call) -> Answer:
    """204."""
    del call.repository.comments[_addressed(call).id]
    return Answer(status=204)


def _addressed(call: Call) -> Comment:
    try:
        return call.repository.comments[call.path["comment_id"]]
    except KeyError:
        raise not_found() from None


def _since(call: Call) -> list[Comment]:
    comments = sorted(call.repository.comments.values(), key=lambda comment: comment.id)
    if "since" not in call.query:
        return comments
    start = datetime.fromisoformat(call.query["since"])
    return [comment for comment in comments if comment.updated_at >= start]


def _listed(call: Call, comments: list[Comment]) -> Answer:
    page, headers = call.page(comments)
    return Answer([call.render.comment(call.repository, each) for each in page], headers=headers)
