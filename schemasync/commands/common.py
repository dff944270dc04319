"""What the commands share: settings from options, progress, and where their output goes."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console

from schemasync.config.settings import Settings, settings_from

DRIFT, REPLAY_FAILED = 1, 4
PASSWORD_VARIABLE = "SCHEMASYNC_DATABASE_PASSWORD"  # noqa: S105  the name of a variable
Progress = Callable[[str], None]


def settings_of(options: argparse.Namespace, **more: Any) -> Settings:
    """Settings from the options of a comparison.

    Raises:
        SettingsError: names every problem.
    """
    return settings_from(
        migrations=options.migrations,
        database_url=options.database_url,
        database_password=os.environ.get(PASSWORD_VARIABLE, ""),
        ssl_root_cert=options.ssl_root_cert,
        config=options.config,
        postgres=options.postgres,
        postgres_image=options.postgres_image,
        shadow_url=options.shadow_url,
        schemas=options.schemas.replace(",", " ").split(),
        name=options.name,
        baseline=options.baseline,
        **more,
    )


def write(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file."""
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


def stderr() -> Console:
    """Where progress and errors go."""
    return Console(stderr=True)


@contextlib.contextmanager
def progress() -> Iterator[Progress]:
    """A spinner on a terminal, plain lines elsewhere."""
    console = stderr()
    if console.is_terminal:
        with console.status("") as status:
            yield status.update
    else:
        yield lambda text: console.print(text, markup=False, highlight=False)
