"""The entry point of the command line: `schemasync COMMAND`, errors and signals."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from schemasync.commands.parser import parse
from schemasync.config.options import TIMEOUT
from schemasync.core.errors import SchemasyncError, internal, took_too_long
from schemasync.core.exit_codes import ExitCode
from schemasync.core.masking import without_known_secrets
from schemasync.core.process import STOPPING, is_stopping, stop, time_limit
from schemasync.core.secret_memory import protect_process
from schemasync.postgres.libpq_environment import isolated

DEBUG_VARIABLE = "SCHEMASYNC_DEBUG"
GARBAGE = 50_000
"""New objects between two garbage collections: a snapshot has many objects without reference cycles, which stay until the end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (see `core/exit_codes.py`)."""
    protect_process()
    try:
        options = parse(sys.argv[1:] if arguments is None else arguments)
    except SchemasyncError as error:
        _print_error(error)
        return error.exit_code
    gc.set_threshold(GARBAGE)
    _stop_on_signals()
    logging.getLogger("psycopg").setLevel(logging.ERROR)  # the report says how a migration failed
    from schemasync.commands.output import without_workflow_commands  # noqa: PLC0415  `--version` prints nothing else

    with without_workflow_commands(os.environ):
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    try:
        with isolated(), _time_limit(options):
            return int(options.run(options))
    except KeyboardInterrupt as interrupt:
        return _interrupted(*getattr(interrupt, "__notes__", ()))
    except SchemasyncError as error:
        if is_stopping():
            return _interrupted()
        _print_error(error)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.INTERRUPTED
    except Exception as error:
        if is_stopping():
            return _interrupted()
        if os.environ.get(DEBUG_VARIABLE):
            raise
        fault = internal(error, DEBUG_VARIABLE)
        _print_error(fault)
        return fault.exit_code


def _time_limit(options: argparse.Namespace) -> AbstractContextManager[None]:
    """The limit of a run's time, which a command may lift (`end_time_limit`)."""
    seconds = int(getattr(options, "timeout", 0))
    return time_limit(seconds, partial(took_too_long, seconds, TIMEOUT.flag)) if seconds else nullcontext()


def _interrupted(*notes: str) -> int:
    """End the run after a signal, with what the command notes about it."""
    print(without_known_secrets("; ".join(("interrupted", *notes))), file=sys.stderr)
    return ExitCode.INTERRUPTED


def _print_error(error: SchemasyncError) -> None:
    from schemasync.commands.output import say  # noqa: PLC0415  colours are needed for errors alone

    say(f"error: {error.message}", "red")
    if error.hint:
        say(f"hint: {error.hint}")


def _stop_on_signals() -> None:
    """Let signals end the run as Ctrl-C does, so that the server is stopped and removed."""
    for number in STOPPING:
        signal.signal(number, stop)
