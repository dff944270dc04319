"""Comments on lines of a pull request."""

from tests.github.standin.routes import Call, route
from tests.github.standin.rules import check_comment, failed
from tests.github.standin.state import ReviewComment, now
from tests.github.standin.wire import Answer, not_found


@route("pulls/list-review-comments", needs="pull_requests:read", models="per_page page")
def list_for_pull(call: Call) -> Answer:
    """Oldest first."""
    issue, _ = call.repository.pull(call.path["pull_number"])
    comments = sorted(call.repository.review_comments.values(), key=lambda comment: comment.id)
    page, headers = call.page([comment for comment in comments if comment.number == issue.number])
    return Answer([call.render.review_comment(call.repository, each) for each in page], headers=headers)


@route(
    "pulls/create-review-comment",
    needs="pull_requests:write",
    models="body commit_id path line side start_line start_side",
)
def create(call: Call) -> Answer:
    """201, and the comment; 422 for a file that the pull request does not change."""
    repository, body = call.repository, call.body
    issue, pull = repository.pull(call.path["pull_number"])
    check_comment(body["body"])
    if body["path"] not in {path for _, path in pull.files} or body.get("start_line", 0) >= body["line"]:
        raise failed("PullRequestReviewComment", "pull_request_review_thread.line", "must be part of the diff")
    comment = ReviewComment(
        id=call.state.next_id(),
        number=issue.number,
        body=body["body"],
        author=call.token.user,
        path=body["path"],
        commit=repository.commit(body["commit_id"]),
        first=body.get("start_line"),
        last=body["line"],
        created_at=now(),
    )
    repository.review_comments[comment.id] = comment
    document = call.render.review_comment(repository, comment)
    return Answer(document, 201, {"Location": document["url"]})


@route("pulls/delete-review-comment", needs="pull_requests:write")
def delete(call: Call) -> Answer:
    """204."""
    if call.repository.review_comments.pop(call.path["comment_id"], None) is None:
        raise not_found()
    return Answer(status=204)
