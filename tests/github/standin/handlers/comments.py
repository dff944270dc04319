"""Comments on issues and pull requests."""

from tests.github.standin.routes import Call, route
from tests.github.standin.rules import check_comment
from tests.github.standin.state import Comment, now
from tests.github.standin.wire import Answer, not_found


@route(
    "issues/list-comments",
    needs="issues:read",
    on_pull="pull_requests:read",
    models="per_page page",
)
def list_for_issue(call: Call) -> Answer:
    """Oldest first."""
    issue = call.repository.issue(call.path["issue_number"])
    comments = sorted(call.repository.comments.values(), key=lambda comment: comment.id)
    return _listed(call, [comment for comment in comments if comment.number == issue.number])


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


def _listed(call: Call, comments: list[Comment]) -> Answer:
    page, headers = call.page(comments)
    return Answer([call.render.comment(call.repository, each) for each in page], headers=headers)
