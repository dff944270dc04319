"""Entry point of the action: read inputs and event, run the check or post a saved comment, report errors."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
from collections.abc import Iterator, MutableMapping
from functools import partial

from schemasync.core.errors import SchemasyncError, internal, took_too_long
from schemasync.core.exit_codes import ExitCode
from schemasync.core.process import STOPPING, is_stopping, stop, time_limit
from schemasync.core.secret_memory import erase, protect_process
from schemasync.github.action_run import ActionRun
from schemasync.github.event import read_event
from schemasync.github.execute import execute
from schemasync.github.fork_comment import post_saved
from schemasync.github.inputs import SECRET_VARIABLES, Inputs, read_inputs, readable_inputs
from schemasync.github.run_error import client_of, publish_error
from schemasync.github.runner import Runner
from schemasync.postgres.connection import secrets_of
from schemasync.postgres.libpq_environment import isolated


def main(environ: MutableMapping[str, str] | None = None) -> int:
    """Run the action; returns the exit code (see `core/exit_codes.py`)."""
    protect_process()
    environ = os.environ if environ is None else environ
    runner = Runner.from_environ(environ)
    with runner.standard_error():
        return _run_action(environ, runner)


def _run_action(environ: MutableMapping[str, str], runner: Runner) -> int:
    for library in ("psycopg", "urllib3", "github"):  # the report names migrations that fail, and requests that do
        logging.getLogger(library).setLevel(logging.ERROR)
    runner.mask(environ[key] for key in SECRET_VARIABLES if environ.get(key))
    inputs: Inputs | None = None
    try:
        inputs = read_inputs(environ)
        runner.mask(
            {*secrets_of(inputs.database_url, inputs.database_password), *secrets_of(inputs.shadow_url)}
            if inputs.database_url or inputs.database_password or inputs.shadow_url
            else ()
        )
        erase(environ.get(key, "") for key in SECRET_VARIABLES)
        for key in SECRET_VARIABLES:
            environ.pop(key, None)  # child processes must not inherit them
        with (
            isolated(),
            time_limit(inputs.timeout, partial(took_too_long, inputs.timeout, "the input `timeout`")),
            _stop_on_signals(),
        ):
            return _run(inputs, environ, runner)
    except KeyboardInterrupt:
        runner.say("interrupted")
        return ExitCode.INTERRUPTED
    except Exception as fault:  # noqa: BLE001  no traceback may go into the log: it could hold a secret
        if is_stopping():
            runner.say("interrupted")
            return ExitCode.INTERRUPTED
        error = fault if isinstance(fault, SchemasyncError) else internal(fault)
        runner.command("error", " ".join(filter(None, (error.message, f"({error.hint})" if error.hint else ""))))
        runner.outputs({"status": "error", "in-sync": "false", "deploy": "unknown"})
        publish_error(inputs or readable_inputs(environ), read_event(environ), runner, error)
        return error.exit_code


def _run(inputs: Inputs, environ: MutableMapping[str, str], runner: Runner) -> int:
    event = read_event(environ)
    client = client_of(inputs, event)
    if inputs.post:
        return post_saved(inputs, event, client, runner)
    return execute(ActionRun(inputs, event, client, runner))


@contextlib.contextmanager
def _stop_on_signals() -> Iterator[None]:
    """End the run in order on SIGINT or SIGTERM, which the runner sends when a job is cancelled; the server is removed."""
    previous = {number: signal.signal(number, stop) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
