"""A run of the action: its inputs and event, and its keys on GitHub."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from schemasync.core.errors import GitHubError
from schemasync.github.client import Client, sentence_of
from schemasync.github.event import Event
from schemasync.github.inputs import Inputs
from schemasync.github.runner import Runner
from schemasync.github.state import Marker


@dataclass(frozen=True, slots=True)
class ActionRun:
    """A run of the action.

    Attributes:
        inputs, event, runner: of the run.
        client: None without a token.
        saved_folder: folder of the migrations that a saved replay names; empty without one.
        notices: sentences about parts that are left out, with the reason; each step adds its own.
    """

    inputs: Inputs
    event: Event
    client: Client | None
    runner: Runner
    saved_folder: str = ""
    notices: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Key that tells this workflow's report from others on the same pull request."""
        text = f"{self.inputs.check_name}\n{self.inputs.target_name}\n{self.inputs.workdir}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def marker(self) -> Marker:
        """Marker of this run's comment and issue."""
        return Marker(self.key, self.event.run_id, self.event.attempt)

    @property
    def check_key(self) -> str:
        """Key that tells this run's check run from others of the same name."""
        return f"schemasync-{self.key}-{self.event.run_id}.{self.event.attempt}"

    @property
    def folder(self) -> str:
        """The migrations folder from the repository's root."""
        path = PurePosixPath(self.saved_folder or PurePosixPath(self.inputs.workdir or ".") / self.inputs.migrations)
        return "" if str(path) == "." else str(path).removeprefix("./")

    @property
    def reports(self) -> PurePosixPath:
        """Folder of the reports from the repository's root."""
        return PurePosixPath(self.inputs.workdir or ".") / self.inputs.report_path

    def note(self, error: GitHubError) -> None:
        """Add a notice about a request that GitHub refused, unless there is the same one already."""
        hint = "forks and Dependabot have a read-only token" if self.event.without_secrets else error.hint
        sentence = sentence_of(GitHubError(error.message, hint))
        if sentence not in self.notices:
            self.notices.append(sentence)
