"""Check runs and their annotations."""

from collections.abc import Mapping
from typing import Any

from tests.github.standin.render import Document, Renderer, timestamp
from tests.github.standin.routes import Call, route
from tests.github.standin.rules import check_check_run
from tests.github.standin.state import CheckRun, Repository, now
from tests.github.standin.wire import Answer, ApiError, not_found

WRITABLE = "name details_url external_id status started_at conclusion completed_at output"


@route("checks/create", needs="checks:write", models=f"head_sha {WRITABLE}", only_apps=True)
def create(call: Call) -> Answer:
    """201; the same name may be used again on the same commit: GitHub keeps both."""
    repository, body = call.repository, call.body
    check_check_run(body, update=False)
    run = CheckRun(
        id=call.state.next_id(),
        name=body["name"],
        head_sha=repository.commit(body["head_sha"]),
        app=call.token.user,
        started_at=timestamp(now()) or "",
    )
    _apply(run, body)
    repository.check_runs[run.id] = run
    document = _document(call.render, repository, run)
    return Answer(document, 201, {"Location": document["url"]})


@route("checks/update", needs="checks:write", models=WRITABLE, only_apps=True)
def update(call: Call) -> Answer:
    """The check run as it is now; annotations are added to those that it has."""
    run = _addressed(call)
    if run.app != call.token.user:
        raise ApiError(403, "Invalid app_id - check run can only be modified by the GitHub App that created it.")
    check_check_run(call.body, update=True)
    _apply(run, call.body)
    return Answer(_document(call.render, call.repository, run))


@route(
    "checks/list-for-ref",
    needs="checks:read",
    models="check_name filter per_page page",
)
def list_for_ref(call: Call) -> Answer:
    """Newest first; `latest`, the default, shows one run for each name and app."""
    repository, query = call.repository, call.query
    sha = repository.commit(call.path["ref"])
    runs = [
        run
        for run in reversed(repository.check_runs.values())
        if run.head_sha == sha and query.get("check_name", run.name) == run.name
    ]
    if query.get("filter", "latest") == "latest":
        newest = {(run.app.id, run.name): run for run in reversed(runs)}
        runs = [run for run in runs if run is newest[run.app.id, run.name]]
    page, headers = call.page(runs)
    documents = [_document(call.render, repository, run) for run in page]
    return Answer({"total_count": len(runs), "check_runs": documents}, headers=headers)


def _addressed(call: Call) -> CheckRun:
    try:
        return call.repository.check_runs[call.path["check_run_id"]]
    except KeyError:
        raise not_found() from None


def _apply(run: CheckRun, body: Mapping[str, Any]) -> None:
    for key in ("name", "details_url", "external_id", "started_at"):
        if key in body:
            setattr(run, key, body[key])
    if "status" in body:
        run.status = body["status"]
    if "conclusion" in body:
        run.status, run.conclusion = "completed", body["conclusion"]
        run.completed_at = body.get("completed_at") or timestamp(now())
    if run.status != "completed":
        run.conclusion = run.completed_at = None
    output = body.get("output") or {}
    for key in ("title", "summary", "text"):
        if key in output:
            setattr(run, key, output[key])
    run.annotations += [dict(annotation) for annotation in output.get("annotations", ())]


def _document(render: Renderer, repository: Repository, run: CheckRun) -> Document:
    """`check-run`; its annotations are counted, not shown."""
    url = f"{render.url(repository)}/check-runs/{run.id}"
    page = f"{render.page(repository)}/runs/{run.id}"
    values = {
        "id": run.id,
        "name": run.name,
        "head_sha": run.head_sha,
        "external_id": run.external_id,
        "url": url,
        "html_url": page,
        "details_url": run.details_url or page,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": run.started_at,
        "completed_at": run.completed_at,
        "output": {
            "title": run.title,
            "summary": run.summary,
            "text": run.text,
            "annotations_count": len(run.annotations),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": {"id": repository.id},
    }
    return render.filled("check-run", values)
