"""A run of the action in process, as tests start it, with the history of its target."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemasync.github import main as action
from schemasync.postgres.shadow import ShadowServer
from tests.example import EXAMPLE
from tests.github.standin import GitHubStandIn

REPO, HEAD = "octo/app", "a" * 40
MIGRATIONS = EXAMPLE / "supabase" / "migrations"
COMMENTS = r"/issues/\d+/comments$"
VERSIONS = tuple(sorted({path.name.partition("_")[0] for path in MIGRATIONS.iterdir()}))
SECOND = "20250201_create_process_peer_booking_credits.sql"


@dataclass(frozen=True)
class Done:
    """Exit code, log, outputs and job summary of a run."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


@dataclass
class Act:
    """Runs the action as the runner would, on a pull request of the example with the drifted database.

    Attributes:
        workspace: the checkout.
        folder: of the runner's own files.
    """

    world: GitHubStandIn
    target: ShadowServer
    workspace: Path
    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: iter(range(100, 200)))

    def __call__(
        self,
        database: str = "drifted",
        event: str = "pull_request",
        payload: Mapping[str, Any] | None = None,
        **inputs: str,
    ) -> Done:
        """Run it; `inputs` are the action's in small letters, and variables of the environment in capitals."""
        event_file, output, summary = (self.folder / name for name in ("event.json", "output", "summary"))
        for file in (output, summary):
            file.write_text("")
        pull = {"number": 7, "head": {"sha": HEAD, "repo": {"full_name": REPO}}, "user": {"login": "octocat"}}
        event_file.write_text(json.dumps({"pull_request": pull} if payload is None else payload))
        environ = {
            "GITHUB_API_URL": self.world.url, "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": REPO,
            "GITHUB_EVENT_NAME": event, "GITHUB_EVENT_PATH": str(event_file), "GITHUB_SHA": "b" * 40,
            "GITHUB_RUN_ID": str(next(self._numbers)), "GITHUB_RUN_ATTEMPT": "1", "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTOR": "octocat",
            "INPUT_GITHUB-TOKEN": "t", "INPUT_DATABASE-URL": self.target.url(database),
        }  # fmt: skip
        for name, value in inputs.items():
            environ[f"INPUT_{name.upper().replace('_', '-')}" if name.islower() else name] = value
        log = io.StringIO()
        with contextlib.redirect_stdout(log):
            code = action.main(environ)
        return Done(code, log.getvalue(), _outputs(output.read_text()), summary.read_text())


def _outputs(text: str) -> dict[str, str]:
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        name, _, delimiter = line.partition("<<")
        value = []
        for more in lines:
            if more == delimiter:
                break
            value.append(more)
        found[name] = "\n".join(value)
    return found


def recorded(target: ShadowServer, database: str, *versions: str) -> None:
    """Give a database the history of these versions, each without its statements; a new one is a copy of `fixed`."""
    with target.connect("postgres") as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", (database,)).fetchone()
    if known is None:
        target.create_database(database, "fixed")
    with target.connect(database) as connection:
        connection.execute(
            b"DROP SCHEMA IF EXISTS supabase_migrations CASCADE; CREATE SCHEMA supabase_migrations;"
            b"CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text)"
        )
        for version in versions:
            query = b"INSERT INTO supabase_migrations.schema_migrations (version) VALUES (%s)"
            connection.execute(query, (version,))


def give_the_second_file_a_version(act: Act) -> None:
    """The example's two files of one version cannot both be pushed."""
    folder = act.workspace / "supabase/migrations"
    (folder / SECOND).rename(folder / SECOND.replace("20250201", "20250202"))
    config = act.workspace / "schemasync.toml"
    config.write_text(config.read_text().replace(SECOND, SECOND.replace("20250201", "20250202")))
