"""Every workflow of examples/workflows, as it stands, run by nektos/act against a local database and the stand-in for GitHub.

Only what comes from elsewhere is replaced: the action by an `action.yml` that names the image, as a release has it, GitHub's own
actions by those of tests/container/actions, and Slack by a server that keeps what it is sent.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.container.conftest import HEAD, PULL, REPO, SHOP, Network
from tests.container.engine import IMAGE, ROOT, STAGE, SUPABASE, docker
from tests.container.runner import EVENT
from tests.github.standin import GitHubStandIn

WORKFLOWS = ROOT / "examples/workflows"
ACTIONS = Path(__file__).parent / "actions"
RUNNER = "schemasync-test-runner"
TOKEN = "ghs_token0123456789"
RELEASED = "ghcr.io/schemasync/schemasync:v0"
SUPABASE_TAG = "supabase/postgres:17.6.1.063"
FORK = {
    **EVENT,
    "pull_request": {**EVENT["pull_request"], "head": {"sha": HEAD, "ref": "x", "repo": {"full_name": "fork/app"}}},
}  # type: ignore[dict-item]
FINISHED = {
    "workflow_run": {
        "id": 11, "event": "pull_request", "conclusion": "success", "head_sha": HEAD, "head_repository": {"full_name": "fork/app"},
    }
}  # fmt: skip


@pytest.fixture(scope="session")
def runner(server_image: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The image of a job's container, and the tags that the workflows name."""
    docker(
        "build", "--quiet", "--build-arg", f"BASE={STAGE}", "--tag", RUNNER, str(Path(__file__).parent / "runner_image")
    )
    docker("tag", IMAGE, RELEASED)
    context = tmp_path_factory.mktemp("supabase")
    (context / "Dockerfile").write_text(f"FROM {SUPABASE}\nENV POSTGRES_USER=supabase_admin POSTGRES_DB=postgres\n")
    docker("build", "--quiet", "--tag", SUPABASE_TAG, str(context))
    return RUNNER


@dataclass
class Workflows:
    """A repository with the example and all workflows, and a runner for them.

    Attributes:
        artifacts: folder of what workflows upload, by name.
        sha: the commit.
    """

    repository: Path
    artifacts: Path
    sha: str
    network: Network
    gh: GitHubStandIn
    target: str

    def __call__(
        self, name: str, event: str, payload: Mapping[str, Any] | None = None, service: str = "", **secrets: str
    ) -> tuple[int, str]:
        """Run one workflow; returns its exit code and log.

        The action's container finds a service by its name (`service`), as on GitHub, where both are on the job's network.
        """
        event_file = self.repository.parent / "event.json"
        event_file.write_text(json.dumps(EVENT if payload is None else payload))
        command = [
            str(Path(sys.executable).parent / "act"), event, "--workflows", f".github/workflows/{name}.yml",
            "--eventpath", str(event_file), "--pull=false", "--action-offline-mode", "--no-cache-server", "--rm", "--bind",
            "--network", self.network.name, "--env", f"GITHUB_API_URL=http://{self.network.gateway}:{self.gh.port}",
            "--platform", f"ubuntu-latest={RUNNER}", "--platform", f"self-hosted={RUNNER}",
            "--container-options", f"--volume {self.artifacts}:/artifacts",
        ]  # fmt: skip
        for uses, folder in self._replaced(name):
            command += ["--local-repository", f"{uses}={folder}"]
        secrets = {"GITHUB_TOKEN": TOKEN, **secrets}
        command += [word for key in secrets for word in ("--secret", key)]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.repository.parent), **secrets}
        if service:
            threading.Thread(target=self._connect, args=(service,), daemon=True).start()
        done = subprocess.run(command, cwd=self.repository, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        return done.returncode, done.stdout

    def _connect(self, service: str) -> None:
        """Connect the service's container to the network of the action's, once it runs."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            for container in docker("ps", "--quiet", "--filter", f"ancestor={SUPABASE_TAG}").split():
                docker("network", "connect", "--alias", service, self.network.name, container)
                return
            time.sleep(0.05)

    def _replaced(self, name: str) -> Iterator[tuple[str, Path]]:
        """Repositories at a revision that the workflow uses, and the folders that stand in for them."""
        for owner, repository, path, revision in re.findall(
            r"uses: ([\w-]+)/([\w-]+)(?:/([\w-]+))?@(\S+)", (WORKFLOWS / f"{name}.yml").read_text()
        ):
            if repository == "schemasync":
                yield f"{owner}/{repository}@{revision}", self.repository.parent / "action"
            elif repository == "codeql-action":
                yield f"{owner}/{repository}@{revision}", ACTIONS
            elif repository != "checkout":
                yield f"{owner}/{repository}@{revision}", ACTIONS / (path or repository)


@pytest.fixture
def workflows(tmp_path: Path, runner: str, network: Network, gh: GitHubStandIn, target: str) -> Workflows:
    folder, action, artifacts = tmp_path / "repository", tmp_path / "action", tmp_path / "artifacts"
    shutil.copytree(SHOP, folder / "supabase/migrations")
    shutil.copytree(WORKFLOWS, folder / ".github/workflows")
    artifacts.mkdir()
    action.mkdir()
    released = (ROOT / "action.yml").read_text().replace("image: Dockerfile", f"image: docker://{IMAGE}")
    (action / "action.yml").write_text(released)
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for words in (("init", "--quiet", "--initial-branch", "main"), ("add", "."), (*identity, "commit", "--quiet", "--message", "x"),
                  ("remote", "add", "origin", f"https://github.com/{REPO}")):  # fmt: skip
        subprocess.run(["git", *words], cwd=folder, check=True)
    sha = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()
    gh.push(REPO, "main", sha)
    gh.add_token(
        TOKEN, permissions={"contents": "read", "checks": "write", "pull-requests": "write", "issues": "write"}
    )
    return Workflows(folder, artifacts, sha, network, gh, target.removesuffix("postgres") + "shop")


def test_pull_request(workflows: Workflows, gh: GitHubStandIn) -> None:
    code, log = workflows("pull-request", "pull_request", SUPABASE_DB_URL=workflows.target)
    assert code == 0, log  # the first run has no earlier report to call a problem new
    [comment] = gh.comments(REPO, PULL)
    assert "The database differs from the migrations" in comment.body
    assert (workflows.artifacts / "schemasync-report/report.html").is_file()
    assert [run.conclusion for run in gh.check_runs(REPO, HEAD)] == ["neutral"]


def test_code_scanning(workflows: Workflows) -> None:
    code, log = workflows("code-scanning", "pull_request", SUPABASE_DB_URL=workflows.target)
    assert code == 0, log
    alerts = json.loads((workflows.artifacts / "schemasync.sarif").read_text())
    assert alerts["runs"][0]["results"]


def test_forks(workflows: Workflows, gh: GitHubStandIn) -> None:
    """The first workflow has no secret and may write nothing; the second posts what the first saved."""
    gh.add_token(TOKEN, permissions={"contents": "read", "pull-requests": "read"})
    code, log = workflows("fork-check", "pull_request", FORK)
    assert code == 0, log
    assert gh.comments(REPO, PULL) == []
    gh.add_token(TOKEN, permissions={"pull-requests": "write"})
    gh.add_repository("fork/app")
    gh.repository(REPO).issues[PULL].pull.head_repository = "fork/app"  # type: ignore[union-attr]
    code, log = workflows("fork-poster", "workflow_run", FINISHED)
    assert code == 0, log
    [comment] = gh.comments(REPO, PULL)
    assert "A run on a fork's code wrote this report" in comment.body
    assert "the migrations were replayed" in comment.body
    skipped = {"workflow_run": {**FINISHED["workflow_run"], "conclusion": "skipped"}}
    (workflows.artifacts / "schemasync-comment").rename(workflows.artifacts / "another")
    code, log = workflows("fork-poster", "workflow_run", skipped)
    assert code == 0, log


def test_merge_queue(workflows: Workflows, gh: GitHubStandIn) -> None:
    """Main is red for its drift; what it has already is not held against the queue."""
    code, log = workflows("merge-queue", "push", {"ref": "refs/heads/main"}, SUPABASE_DB_URL=workflows.target)
    assert (code, gh.check_runs(REPO, workflows.sha)[0].conclusion) == (1, "failure"), log
    gh.push(REPO, "queue", "d" * 40)
    queue = {"merge_group": {"head_sha": "d" * 40, "base_ref": "refs/heads/main"}}
    code, log = workflows("merge-queue", "merge_group", queue, SUPABASE_DB_URL=workflows.target)
    assert (code, gh.check_runs(REPO, "d" * 40)[0].conclusion) == (0, "neutral"), log


def test_nightly(workflows: Workflows, gh: GitHubStandIn) -> None:
    code, log = workflows("nightly", "schedule", {}, SUPABASE_DB_URL=workflows.target)
    assert code == 0, log
    [issue] = gh.issues(REPO)
    assert "#### What to do" in (issue.body or "")


def test_slack(workflows: Workflows) -> None:
    received = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
            """Nothing is printed."""

    with http.server.HTTPServer((workflows.network.gateway, 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        hook = f"http://{workflows.network.gateway}:{server.server_port}/services/x"
        code, log = workflows(
            "slack", "workflow_dispatch", {}, SUPABASE_DB_URL=workflows.target, SLACK_WEBHOOK_URL=hook
        )
        server.shutdown()
    assert code == 0, log
    [message] = received
    assert re.match(r"Schema: drift, \d+ problems, deploy: \S+\. http", message["text"]), message


def test_several_databases(workflows: Workflows, gh: GitHubStandIn) -> None:
    """One replay, three databases: a comment and a check run for each."""
    secrets = {f"SUPABASE_DB_URL_{name}": workflows.target for name in ("EU", "US", "ASIA")}
    code, log = workflows("several-databases", "pull_request", **secrets)
    assert code == 0, log
    assert len(gh.comments(REPO, PULL)) == 3
    assert {run.name for run in gh.check_runs(REPO, HEAD)} == {f"schemasync {name}" for name in ("EU", "US", "ASIA")}


def test_service_container(workflows: Workflows, gh: GitHubStandIn) -> None:
    code, log = workflows("service-container", "pull_request", service="shadow", SUPABASE_DB_URL=workflows.target)
    assert code == 0, log
    assert len(gh.comments(REPO, PULL)) == 1


def test_enterprise_server(workflows: Workflows, gh: GitHubStandIn) -> None:
    """The database's certificate is signed by the authority that the workflow names, and its host is checked."""
    certificates = workflows.repository / "certificates"
    certificates.mkdir()
    shutil.copy(_certified(workflows), certificates / "supabase-ca.crt")
    code, log = workflows("enterprise-server", "pull_request", SUPABASE_DB_URL=workflows.target)
    assert code == 0, log
    assert len(gh.comments(REPO, PULL)) == 1


def _certified(workflows: Workflows) -> Path:
    """Give the target's server a certificate for its name; returns that of the authority, which is itself."""
    folder = workflows.repository.parent
    key, certificate = folder / "server.key", folder / "server.crt"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=target",
         "-addext", "subjectAltName=DNS:target", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    container = f"{workflows.network.name}-target"
    for file in (key, certificate):
        docker("cp", str(file), f"{container}:/var/lib/postgresql/data/{file.name}")
        docker("exec", container, "chown", "postgres:", f"/var/lib/postgresql/data/{file.name}")
        docker("exec", container, "chmod", "600", f"/var/lib/postgresql/data/{file.name}")
    docker("exec", container, "bash", "-c", "echo ssl=on >> $PGDATA/postgresql.conf; kill -HUP 1")
    return certificate


def test_every_workflow_is_run() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [path.stem for path in WORKFLOWS.glob("*.yml") if f'"{path.stem}"' not in text] == []
