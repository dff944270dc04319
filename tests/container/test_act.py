"""A workflow with `uses: ./`, run by nektos/act: `action.yml`, the Dockerfile, inputs and outputs as a user's job has them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.container.conftest import HEAD, PULL, REPO, Network
from tests.container.engine import ROOT, STAGE, docker
from tests.container.runner import EVENT
from tests.example import EXAMPLE
from tests.github.standin import GitHubStandIn

ACTION = ("action.yml", "Dockerfile", ".dockerignore", "entrypoint.py", "pyproject.toml", "README.md", "LICENSE", "examples/marketplace",
          "requirements-build.lock", "requirements-runtime.lock", "schemasync")  # fmt: skip
WORKFLOW = """
on: pull_request
permissions: {contents: read, checks: write, pull-requests: write}
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: schemasync
        uses: ./
        with:
          database-url: ${{ secrets.DATABASE_URL }}
          github-token: ${{ secrets.WORKFLOW_TOKEN }}
          fail-on: drift
          postgres: ${{ vars.PROVIDER }}
          postgres-image: ${{ vars.POSTGRES_IMAGE }}
      - if: always()
        run: echo "status=${{ steps.schemasync.outputs.status }} drift=${{ steps.schemasync.outputs.drift-count }}."
      - if: always()
        run: test -s "${{ steps.schemasync.outputs.report-json }}" && echo "the report is there"
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The action and the example in one repository."""
    folder = tmp_path / "repository"
    shutil.copytree(EXAMPLE, folder)
    for name in ACTION:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    (folder / ".github/workflows").mkdir(parents=True, exist_ok=True)
    for workflow in (folder / ".github/workflows").iterdir():
        workflow.unlink()
    (folder / ".github/workflows/drift.yml").write_text(WORKFLOW)
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for words in (("init", "--quiet"), ("add", "."), (*identity, "commit", "--quiet", "--message", "x"),
                  ("remote", "add", "origin", f"https://github.com/{REPO}")):  # fmt: skip
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def run_act(repository: Path, network: Network, gh: GitHubStandIn, target: str, **variables: str) -> tuple[int, str]:
    event = repository.parent / "event.json"
    event.write_text(json.dumps(EVENT))
    command = [str(Path(sys.executable).parent / "act"), "pull_request", "--eventpath", str(event), "--pull=false",
               "--action-offline-mode", "--no-cache-server", "--rm", "--network", network.name,
               "--platform", f"ubuntu-latest={STAGE}",
               "--env", f"GITHUB_API_URL=http://{network.gateway}:{gh.port}",
               "--secret", "DATABASE_URL", "--secret", "WORKFLOW_TOKEN"]  # fmt: skip
    command += [word for name, value in variables.items() for word in ("--var", f"{name}={value}")]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(repository.parent),
        "DATABASE_URL": target,
        "WORKFLOW_TOKEN": "ghs_token0123456789",
    }
    done = subprocess.run(command, cwd=repository, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.parametrize("provider", ["embedded", "docker"])
def test_workflow(
    repository: Path, network: Network, gh: GitHubStandIn, target: str, server_image: str, provider: str
) -> None:
    before = docker("ps", "--all", "--quiet")
    code, log = run_act(repository, network, gh, target, PROVIDER=provider, POSTGRES_IMAGE=server_image)
    assert code == 1, log
    assert "status=drift drift=" in log, log
    assert "drift=." not in log
    assert "the report is there" in log
    password = target.partition("postgres:")[2].partition("@")[0]
    assert password not in log
    (comment,) = gh.comments(REPO, PULL)
    (check,) = gh.check_runs(REPO)
    assert (check.head_sha, check.conclusion) == (HEAD, "failure")
    assert password not in comment.body
    assert docker("ps", "--all", "--quiet") == before
