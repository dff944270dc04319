"""GitHub's rules that its OpenAPI description doesn't hold, or holds only in prose."""

from collections.abc import Mapping
from typing import Any

from .wire import InvalidError

# What the error says and the docs repeat. In October 2026 somebody measured that api.github.com
# takes issue comments of up to 262,144 bytes; the stand-in keeps to the number that is promised.
BODY = 65_536
ISSUE_TITLE = 256
LABEL = 50
ANNOTATION_BYTES = 64 * 1024
ANNOTATION_TITLE = 255


def check_comment(body: str) -> None:
    """A comment's body is neither blank nor too long."""
    if not body.strip():
        raise failed("IssueComment", "data", "Body can't be blank")
    if len(body) > BODY:
        raise failed("IssueComment", "data", f"Body is too long (maximum is {BODY} characters)")


def check_issue(given: Mapping[str, Any]) -> None:
    """Title, body and labels of an issue."""
    title, body = given.get("title"), given.get("body")
    if isinstance(title, str) and not title.strip():
        raise failed("Issue", "title", "title can't be blank")
    if isinstance(title, str) and len(title) > ISSUE_TITLE:
        raise failed("Issue", "title", f"title is too long (maximum is {ISSUE_TITLE} characters)")
    if isinstance(body, str) and len(body) > BODY:
        raise failed("Issue", "body", f"body is too long (maximum is {BODY} characters)")
    for label in given.get("labels") or ():
        check_label(label if isinstance(label, str) else label["name"])


def check_label(name: str) -> None:
    """A label's name."""
    if not name.strip():
        raise failed("Label", "name", "name can't be blank")
    if len(name) > LABEL:
        raise failed("Label", "name", f"name is too long (maximum is {LABEL} characters)")


def check_check_run(given: Mapping[str, Any], *, update: bool) -> None:
    """Status and conclusion fit; `output` and its annotations keep the limits of the prose."""
    concluded = given.get("conclusion") is not None
    if not concluded and (given.get("status") == "completed" or "completed_at" in given):
        raise invalid('"conclusion" wasn\'t supplied.')
    if given.get("conclusion") == "stale":
        raise invalid("Only GitHub can set the conclusion stale.")
    if not given.get("name", "check").strip():
        raise invalid("name can't be blank.")
    output = given.get("output")
    if update and output is not None and "title" not in output:
        raise invalid('"title" wasn\'t supplied.')
    for annotation in (output or {}).get("annotations", ()):
        _check_annotation(annotation)


def _check_annotation(annotation: Mapping[str, Any]) -> None:
    for key in ("message", "raw_details"):
        if len(annotation.get(key, "").encode()) > ANNOTATION_BYTES:
            raise failed("CheckAnnotation", key, f"{key} exceeds a maximum bytesize of 64 KB")
    if len(annotation.get("title", "")) > ANNOTATION_TITLE:
        raise failed("CheckAnnotation", "title", "title is too long (maximum is 255 characters)")
    start, end = annotation["start_line"], annotation["end_line"]
    if start < 1 or end < start:
        raise failed("CheckAnnotation", "start_line", f"lines {start} to {end} are no range")
    columns = [annotation[key] for key in ("start_column", "end_column") if key in annotation]
    if columns and start != end:
        raise failed("CheckAnnotation", "start_column", "columns need start_line = end_line")
    if any(column < 1 for column in columns) or columns != sorted(columns):
        raise failed("CheckAnnotation", "start_column", f"columns {columns} are no range")


def invalid(problem: str) -> InvalidError:
    """422 in the words that GitHub uses where a schema is violated."""
    return InvalidError(422, f"Invalid request.\n\n{problem}")


def failed(resource: str, field: str, message: str) -> InvalidError:
    """422 in the form that GitHub uses where a value is refused."""
    error = {"resource": resource, "code": "unprocessable", "field": field, "message": message}
    return InvalidError(422, "Validation Failed", errors=[error])
