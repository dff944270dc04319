"""Starts the image exactly as GitHub's runner starts a Docker action (actions/runner, ContainerActionHandler)."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.container.conftest import HEAD, PULL, REPO, Network
from tests.container.engine import IMAGE
from tests.example import EXAMPLE

RUNNER_UID = 1001
EVENT = {
    "action": "synchronize",
    "number": PULL,
    "pull_request": {
        "number": PULL,
        "head": {"sha": HEAD, "ref": "feature-7", "repo": {"full_name": REPO}},
        "base": {"ref": "main", "repo": {"full_name": REPO}},
        "user": {"login": "octocat"},
    },
    "repository": {"full_name": REPO, "default_branch": "main"},
}


@dataclass(frozen=True)
class Ran:
    """Result of a step."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str
    workspace: Path
    seconds: float


class Job:
    """A job's folders on the host, and steps in it."""

    def __init__(self, folder: Path, network: Network, api: str) -> None:
        self._folder, self._network, self._api = folder, network, api
        self.name = f"{network.name}-{secrets.token_hex(4)}"
        for name in (
            "_temp",
            "_temp/_github_home",
            "_temp/_github_workflow",
            "_temp/_runner_file_commands",
            "workspace",
        ):
            (folder / name).mkdir(parents=True)
        (folder / "_temp/_github_workflow/event.json").write_text(json.dumps(EVENT))
        self.workspace = folder / "workspace"
        shutil.copytree(EXAMPLE, self.workspace, dirs_exist_ok=True)
        (self.workspace / ".git").mkdir()
        for path in (self.workspace, *self.workspace.rglob("*")):
            os.chown(path, RUNNER_UID, RUNNER_UID)

    def command(self, inputs: dict[str, str]) -> tuple[list[str], dict[str, str]]:
        """The command and the environment that `--env NAME` takes the values from."""
        environment = {
            **{f"INPUT_{name.upper()}": value for name, value in ({"fail_on": "drift"} | inputs).items()},
            "HOME": "/github/home", "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_JOB": "check",
            "GITHUB_REPOSITORY": REPO, "GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": "b" * 40,
            "GITHUB_REF": f"refs/pull/{PULL}/merge", "GITHUB_ACTOR": "octocat", "GITHUB_RUN_ID": "11",
            "GITHUB_RUN_ATTEMPT": "1", "GITHUB_API_URL": self._api, "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_WORKSPACE": "/github/workspace", "GITHUB_EVENT_PATH": "/github/workflow/event.json",
            "GITHUB_OUTPUT": "/github/file_commands/set_output_1", "GITHUB_ENV": "/github/file_commands/set_env_1",
            "GITHUB_STEP_SUMMARY": "/github/file_commands/step_summary_1", "RUNNER_TEMP": "/github/runner_temp",
        }  # fmt: skip
        volumes = {
            "/var/run/docker.sock": "/var/run/docker.sock",
            f"{self._folder}/_temp": "/github/runner_temp",
            f"{self._folder}/_temp/_github_home": "/github/home",
            f"{self._folder}/_temp/_github_workflow": "/github/workflow",
            f"{self._folder}/_temp/_runner_file_commands": "/github/file_commands",
            f"{self._folder}/workspace": "/github/workspace",
        }
        command = ["docker", "run", "--name", self.name, "--label", "ss-test", "--workdir", "/github/workspace", "--rm"]
        command += [word for name in environment for word in ("-e", name)]
        command += ["--network", self._network.name]
        command += [word for host, inside in volumes.items() for word in ("-v", f"{host}:{inside}")]
        return [*command, IMAGE], {"PATH": os.environ["PATH"], **environment}

    def step(self, **inputs: str) -> Ran:
        """Run the action; underscores of the names stand for dashes."""
        for name in ("set_output_1", "set_env_1", "step_summary_1"):
            (self._folder / "_temp/_runner_file_commands" / name).write_text("")
        command, environment = self.command({name.replace("_", "-"): value for name, value in inputs.items()})
        started = time.perf_counter()
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        seconds = time.perf_counter() - started
        files = self._folder / "_temp/_runner_file_commands"
        outputs = read_outputs((files / "set_output_1").read_text())
        return Ran(
            done.returncode, done.stdout, outputs, (files / "step_summary_1").read_text(), self.workspace, seconds
        )


def read_outputs(text: str) -> dict[str, str]:
    """As the runner reads `GITHUB_OUTPUT`."""
    blocks = re.findall(r"^([\w-]+)<<(\S+)\n(.*?)\n?\2$", text, re.MULTILINE | re.DOTALL)
    return {name: value for name, _, value in blocks}


def unmasked(log: str) -> str:
    """The log as the runner shows it: without the lines that are commands to mask."""
    return "\n".join(line for line in log.splitlines() if not line.startswith("::add-mask::"))
