"""Read the event that started the run: repository, head commit, and pull request if there is one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEPENDABOT = "dependabot[bot]"


@dataclass(frozen=True, slots=True)
class Event:
    """The event and the run; fields are empty if the runner does not set them.

    Attributes:
        name: of the event (`pull_request`, `schedule`, …).
        repository: `owner/name`.
        sha: the head commit: on a pull request its own, not the merge commit of GITHUB_SHA.
        branch: that was pushed to; empty for other events.
        pull: number of the pull request, or None.
        from_fork: its head is in another repository, so the run has no secrets and a read-only token.
        actor: author of the pull request; for other events, who started the run.
        api_url, server_url: of GitHub or of a GitHub Enterprise Server.
        run_id, attempt: of the workflow run; later runs have greater numbers.
        head_repository: of a `workflow_run` event: the repository of its head commit.
        base: branch that the pull request, or the merge queue, merges into; empty without one.
        labels: of the pull request.
    """

    name: str = ""
    repository: str = ""
    sha: str = ""
    branch: str = ""
    pull: int | None = None
    from_fork: bool = False
    actor: str = ""
    api_url: str = "https://api.github.com"
    server_url: str = "https://github.com"
    run_id: int = 0
    attempt: int = 1
    head_repository: str = ""
    base: str = ""
    labels: frozenset[str] = frozenset()

    @property
    def run_url(self) -> str:
        """The workflow run's page; empty outside a workflow."""
        return f"{self.server_url}/{self.repository}/actions/runs/{self.run_id}" if self.run_id else ""

    @property
    def blob_url(self) -> str:
        """URL of files at the head commit, to which a path is appended; empty without a commit."""
        return f"{self.server_url}/{self.repository}/blob/{self.sha}" if self.sha else ""

    @property
    def is_scheduled(self) -> bool:
        """Whether the run was scheduled or started by hand, and so may open an issue."""
        return self.name in ("schedule", "workflow_dispatch")

    @property
    def without_secrets(self) -> bool:
        """Whether GitHub withholds secrets from the run."""
        return self.from_fork or (self.name == "pull_request" and self.actor == DEPENDABOT)


def read_event(environ: Mapping[str, str]) -> Event:
    """Read the runner's variables and the event's file; values that are missing or malformed are left empty."""
    payload = _payload(environ.get("GITHUB_EVENT_PATH", ""))
    name, repository = environ.get("GITHUB_EVENT_NAME", ""), environ.get("GITHUB_REPOSITORY", "")
    pull = _table(payload.get("pull_request"))
    head = _table(pull.get("head"))
    workflow = _table(payload.get("workflow_run"))
    queue = _table(payload.get("merge_group"))
    base = str(_table(pull.get("base")).get("ref") or queue.get("base_ref") or "")
    source = str(_table(head.get("repo")).get("full_name") or "")
    number = pull.get("number") or payload.get("number")
    reference = environ.get("GITHUB_REF", "")
    return Event(
        name=name,
        repository=repository,
        sha=str(head.get("sha") or queue.get("head_sha") or workflow.get("head_sha") or environ.get("GITHUB_SHA", "")),
        branch=reference.removeprefix("refs/heads/") if name == "push" and reference.startswith("refs/heads/") else "",
        pull=number if pull and isinstance(number, int) else None,
        from_fork=bool(pull) and source.lower() != repository.lower(),
        actor=str(_table(pull.get("user")).get("login") or environ.get("GITHUB_ACTOR", "")),
        api_url=environ.get("GITHUB_API_URL") or "https://api.github.com",
        server_url=environ.get("GITHUB_SERVER_URL") or "https://github.com",
        run_id=_number(environ.get("GITHUB_RUN_ID", "")),
        attempt=_number(environ.get("GITHUB_RUN_ATTEMPT", "")) or 1,
        labels=_labels(pull.get("labels")),
        base=base.removeprefix("refs/heads/"),
        head_repository=str(_table(workflow.get("head_repository")).get("full_name") or ""),
    )


def _payload(path: str) -> dict[str, Any]:
    try:
        return _table(json.loads(Path(path).read_text(encoding="utf-8"))) if path else {}
    except (OSError, ValueError):
        return {}


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _labels(value: Any) -> frozenset[str]:
    return frozenset(str(_table(item).get("name")) for item in value) if isinstance(value, list) else frozenset()


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
