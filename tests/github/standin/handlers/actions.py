"""Workflow runs and artifacts, as a `workflow_run` workflow reads them."""

from datetime import timedelta

from tests.github.standin.render import Document, Renderer, timestamp
from tests.github.standin.routes import Call, route
from tests.github.standin.state import Artifact, Repository, WorkflowRun
from tests.github.standin.wire import Answer, ApiError, NotModelledError, not_found

# Where a download is redirected to; GitHub's own URL lies on another host and lives for a minute.
DOWNLOADS = "/_artifacts/"
ARTIFACT_LIFE = timedelta(days=90)


@route("actions/get-workflow-run", needs="actions:read", models="exclude_pull_requests")
def get_run(call: Call) -> Answer:
    """The run; `pull_requests` is empty for a fork's."""
    document = _run_document(call.render, call.repository, _run(call))
    if call.query.get("exclude_pull_requests"):
        document["pull_requests"] = []
    return Answer(document)


@route(
    "actions/list-workflow-run-artifacts",
    needs="actions:read",
    models="name direction per_page page",
)
def list_artifacts(call: Call) -> Answer:
    """The run's artifacts, newest first unless told."""
    repository, run = call.repository, _run(call)
    found = [
        artifact
        for artifact in repository.artifacts.values()
        if artifact.run is run and call.query.get("name", artifact.name) == artifact.name
    ]
    if call.query.get("direction", "desc") == "desc":
        found.reverse()
    page, headers = call.page(found)
    documents = [_artifact_document(call.render, repository, each) for each in page]
    return Answer({"total_count": len(found), "artifacts": documents}, headers=headers)


@route("actions/get-artifact", needs="actions:read")
def get_artifact(call: Call) -> Answer:
    """The artifact, not its content."""
    return Answer(_artifact_document(call.render, call.repository, _artifact(call)))


@route("actions/download-artifact", needs="actions:read")
def download(call: Call) -> Answer:
    """302 to the zip file; 410 once it has expired."""
    artifact = _artifact(call)
    if call.path["archive_format"] != "zip":
        raise NotModelledError(f"archive format {call.path['archive_format']}")
    if artifact.expired:
        raise ApiError(410, "Artifact has expired")
    return Answer(status=302, headers={"Location": f"{call.render.api}{DOWNLOADS}{artifact.id}"})


def _run(call: Call) -> WorkflowRun:
    try:
        return call.repository.runs[call.path["run_id"]]
    except KeyError:
        raise not_found() from None


def _artifact(call: Call) -> Artifact:
    try:
        return call.repository.artifacts[call.path["artifact_id"]]
    except KeyError:
        raise not_found() from None


def _run_document(render: Renderer, repository: Repository, run: WorkflowRun) -> Document:
    """`workflow-run`."""
    url = f"{render.url(repository)}/actions/runs/{run.id}"
    suite = f"{render.url(repository)}/check-suites/{run.id}"
    head = render.state.repository(run.head_repository)
    values = {
        "id": run.id,
        "name": run.name,
        "display_title": run.name,
        "event": run.event,
        "status": "completed" if run.conclusion else "in_progress",
        "conclusion": run.conclusion,
        "run_number": run.run_number,
        "run_attempt": 1,
        "head_branch": run.head_branch,
        "head_sha": run.head_sha,
        "path": ".github/workflows/schemasync.yml",
        "actor": render.user(run.actor),
        "triggering_actor": render.user(run.actor),
        "created_at": timestamp(run.created_at),
        "updated_at": timestamp(run.created_at),
        "run_started_at": timestamp(run.created_at),
        "url": url,
        "html_url": f"{render.page(repository)}/actions/runs/{run.id}",
        "check_suite_url": suite,
        "workflow_url": f"{render.url(repository)}/actions/workflows/{repository.id}",
        **{f"{name}_url": f"{url}/{name}" for name in ("artifacts", "cancel", "jobs", "logs")},
        "rerun_url": f"{url}/rerun",
        "repository": render.repository(repository, "minimal-repository"),
        "head_repository": render.repository(head, "minimal-repository"),
        "pull_requests": render.pulls_with_head(repository, run.head_sha),
    }
    return render.filled("workflow-run", values)


def _artifact_document(render: Renderer, repository: Repository, artifact: Artifact) -> Document:
    """`artifact`."""
    url = f"{render.url(repository)}/actions/artifacts/{artifact.id}"
    run, source = artifact.run, render.state.repository(artifact.run.head_repository)
    values = {
        "id": artifact.id,
        "name": artifact.name,
        "size_in_bytes": len(artifact.content),
        "url": url,
        "archive_download_url": f"{url}/zip",
        "expired": artifact.expired,
        "created_at": timestamp(artifact.created_at),
        "updated_at": timestamp(artifact.created_at),
        "expires_at": timestamp(artifact.created_at + ARTIFACT_LIFE),
        "workflow_run": {
            "id": run.id,
            "repository_id": repository.id,
            "head_repository_id": source.id,
            "head_branch": run.head_branch,
            "head_sha": run.head_sha,
        },
    }
    return render.filled("artifact", values)
