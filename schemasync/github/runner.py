"""Write masks, outputs, the job summary and workflow commands for GitHub's runner."""

from __future__ import annotations

import contextlib
import io
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from schemasync.core.masking import spellings, without_known_secrets
from schemasync.core.text import visible

SUMMARY_LIMIT = 1_000_000
"""Bytes of a job summary; above 1 MiB GitHub shows nothing."""
_MARKS = ("::", "##[")
"""Texts of which each workflow command contains one."""
COMMAND_LIMIT = 4_000
"""Characters of a command's message."""


def escape_data(text: str) -> str:
    """Escape the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape a property of a workflow command."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _clean(text: str) -> str:
    """Mask secrets and make invisible characters visible in text for the log."""
    return visible(without_known_secrets(text))


@dataclass(slots=True)
class Runner:
    """Files and log that the runner reads.

    Attributes:
        output: file of step outputs; None outside a workflow.
        summary: file of the job summary; None outside a workflow.
        stream: log to which commands are printed.
    """

    output: Path | None = None
    summary: Path | None = None
    stream: TextIO = field(default_factory=lambda: sys.stdout)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Runner:
        """Use the files that the runner names in the environment."""
        output, summary = environ.get("GITHUB_OUTPUT"), environ.get("GITHUB_STEP_SUMMARY")
        return cls(Path(output) if output else None, Path(summary) if summary else None)

    def mask(self, values: Iterable[str]) -> None:
        """Make the runner mask values in every log: each line of a value, in every spelling (`core.masking.spellings`)."""
        lines = {line for value in values for line in value.splitlines() if line.strip()}
        forms = {form for line in lines for form in spellings(line)}
        for form in sorted(forms):
            print(f"::add-mask::{escape_data(form)}", file=self.stream, flush=True)

    def say(self, text: str) -> None:
        """Print text in which the runner obeys no workflow command, as it may contain names from the database or a migration.

        Text without `::` and `##[` contains no command, and is printed without the two lines that stop commands.
        """
        cleaned = _clean(text)
        if not any(mark in cleaned for mark in _MARKS):
            print(cleaned, file=self.stream, flush=True)
            return
        token = secrets.token_hex(16)
        print(f"::stop-commands::{token}\n{cleaned}\n::{token}::", file=self.stream, flush=True)

    @contextlib.contextmanager
    def standard_error(self) -> Iterator[None]:
        """Within the block, `say` what any module writes to standard error, whose lines the runner obeys, too."""
        lines = _Lines(self)
        with contextlib.redirect_stderr(lines):
            try:
                yield
            finally:
                lines.end()

    def command(self, level: str, message: str, file: str = "", line: int = 0, title: str = "schemasync") -> None:
        """Print an annotation: `error`, `warning` or `notice`. GitHub shows at most ten of each."""
        places = {"file": file, "line": str(line) if line else "", "title": _clean(title)}
        properties = ",".join(f"{name}={escape_property(value)}" for name, value in places.items() if value)
        print(f"::{level} {properties}::{escape_data(_clean(message)[:COMMAND_LIMIT])}", file=self.stream, flush=True)

    def outputs(self, values: Mapping[str, str]) -> None:
        """Set step outputs."""
        if self.output is None:
            return
        with self.output.open("a", encoding="utf-8") as file:
            for name, value in values.items():
                delimiter = f"schemasync_{secrets.token_hex(16)}"
                file.write(f"{name}<<{delimiter}\n{visible(value)}\n{delimiter}\n")

    def summarize(self, *texts: str) -> None:
        """Add to the job summary the first of the texts that is short enough."""
        if self.summary is None:
            return
        text = next((text for text in texts if len(text.encode()) <= SUMMARY_LIMIT), "")
        with self.summary.open("a", encoding="utf-8") as file:
            file.write(text + "\n")


class _Lines(io.TextIOBase):
    """A stream each line of which is said."""

    def __init__(self, runner: Runner) -> None:
        self._runner, self._begun = runner, ""

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._runner.say(line)
        return len(text)

    def end(self) -> None:
        """Say the last line, which has no end."""
        if self._begun:
            self.write("\n")
