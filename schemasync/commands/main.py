"""The command line: `schemasync check | fix | adopt | init | replay | snapshot | diff | demo`."""

from __future__ import annotations

import argparse
import gc
import importlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from schemasync.config.settings import BASELINES, DEFAULT_CONFIG, DEFAULT_MIGRATIONS, FORMATS
from schemasync.core.errors import SchemasyncError, internal

INTERRUPTED = 130
URL_VARIABLE = "SCHEMASYNC_DATABASE_URL"
SHADOW_VARIABLE = "SCHEMASYNC_SHADOW_URL"
DEBUG_VARIABLE = "SCHEMASYNC_DEBUG"
GARBAGE = 50_000
"""New objects between two looks for circles: snapshots are many objects without any, and all of them stay."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (see README)."""
    options = _parser().parse_args(arguments)
    gc.set_threshold(GARBAGE)
    _stop_on_signals()
    logging.getLogger("psycopg").setLevel(logging.ERROR)  # a migration that fails is told by us
    try:
        return int(options.run(options))
    except SchemasyncError as error:
        _tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        fault = internal(error, DEBUG_VARIABLE)
        _tell(fault)
        return fault.exit_code


def _tell(error: SchemasyncError) -> None:
    from schemasync.commands.common import stderr  # noqa: PLC0415  colours are for errors alone

    stderr().print(f"error: {error.message}", style="red", markup=False, highlight=False)
    if error.hint:
        stderr().print(f"hint: {error.hint}", markup=False, highlight=False)


def _command(module: str, function: str = "run") -> Callable[[argparse.Namespace], int]:
    """A command whose code is loaded when it is called: `diff` does not wait for what `check` needs."""

    def call(options: argparse.Namespace) -> int:
        found = getattr(importlib.import_module(f"schemasync.commands.{module}"), function)
        return int(found(options))

    return call


def _stop_on_signals() -> None:
    """SIGTERM and SIGHUP end the run as Ctrl-C does, so that the server is stopped and removed."""

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="schemasync",
        description="Is the database what the migrations say? Replays a Supabase project's migrations in a throwaway "
        "PostgreSQL, reads the real database's catalogs, and reports the difference with the SQL that mends it.",
        epilog="Exit codes: 0 in sync, 1 drift, 2 settings, 3 shadow PostgreSQL, 4 replay, 5 database, 6 plan, 7 GitHub, 8 a fault of schemasync's.",
    )
    parser.add_argument("--version", action="version", version=f"schemasync {version('schemasync')}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_replay(commands)
    _add_mending(commands)
    _add_init(commands)
    _add_snapshot(commands)
    _add_diff(commands)
    _add_demo(commands)
    return parser


def _add_postgres(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--postgres", default="embedded", metavar="WHERE",
        help="the throwaway server: `embedded` (default) finds binaries on this machine; or a folder that holds them; "
        "`docker` boots an image; `url` uses a server that you name",
    )  # fmt: skip
    command.add_argument("--postgres-image", default="", metavar="IMAGE", help="for --postgres docker")
    command.add_argument(
        "--shadow-url", default=os.environ.get(SHADOW_VARIABLE, ""), metavar="URL",
        help=f"for --postgres url: a superuser's URL (better in the environment: {SHADOW_VARIABLE})",
    )  # fmt: skip


def _add_common(command: argparse.ArgumentParser, formats: Sequence[str], *, output: bool = True) -> None:
    _add_postgres(command)
    command.add_argument("--config", type=Path, metavar="FILE", help="default: schemasync.toml, if there is one")
    command.add_argument("--format", choices=formats, default=formats[0], help="what to print (default: %(default)s)")
    if output:
        command.add_argument("--output", type=Path, metavar="FILE", help="write there instead of printing")


def _add_check(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="compare migrations with a database",
        description="Replays the migrations, reads the database, compares, proves fixes, and reports.",
        epilog=f"example: {URL_VARIABLE}=postgresql://… schemasync check --migrations supabase/migrations",
    )
    _add_comparison(command)
    command.add_argument(
        "--previous", type=Path, metavar="FILE", help="an earlier report.json, to show what is resolved"
    )
    _add_common(command, FORMATS)
    command.set_defaults(run=_command("check"))


def _add_comparison(command: argparse.ArgumentParser) -> None:
    """What says which migrations are compared with which database, and how."""
    command.add_argument(
        "--migrations", type=Path, default=DEFAULT_MIGRATIONS, metavar="DIR", help="default: %(default)s"
    )
    command.add_argument(
        "--database-url", default=os.environ.get(URL_VARIABLE, ""), metavar="URL",
        help=f"the database to compare with (better in the environment: {URL_VARIABLE})",
    )  # fmt: skip
    command.add_argument(
        "--ssl-root-cert", type=Path, metavar="FILE", help="authority that the server's certificate must be signed by"
    )
    command.add_argument(
        "--schemas", default="", metavar="NAMES", help="compare only these, separated by commas (default: all)"
    )
    command.add_argument(
        "--baseline", choices=BASELINES, default="none",
        help="`target` borrows from the database what migrations use but never make (default: %(default)s)",
    )  # fmt: skip
    command.add_argument("--name", default="", metavar="TEXT", help="what the database is called in the report")


def _add_mending(commands: Any) -> None:
    fix = commands.add_parser(
        "fix",
        help="make the database what the migrations say",
        description="Prints the SQL that repairs the database, proven on a mirror; --apply runs it.",
    )
    adopt = commands.add_parser(
        "adopt",
        help="write a migration that adopts the database's state",
        description="Writes a migration that makes the migrations what the database is, proven on a mirror, and says "
        "how the history is told. With --baseline target it writes the base schema that no migration makes.",
    )
    for command in (fix, adopt):
        _add_comparison(command)
        _add_postgres(command)
        command.add_argument("--config", type=Path, metavar="FILE", help="as for check")
        command.add_argument(
            "--only", action="append", default=[], metavar="NAME", help="settle only this difference (pattern; repeat)"
        )
    fix.add_argument("--apply", action="store_true", help="run it on the database, after a question")
    fix.add_argument("--yes", action="store_true", help="do not ask")
    fix.add_argument("--allow-data-loss", action="store_true", help="run it even if it drops columns or tables")
    fix.set_defaults(run=_command("fix", "fix"))
    adopt.add_argument("--dry-run", action="store_true", help="print the migration instead of writing it")
    adopt.set_defaults(run=_command("fix", "adopt"))


def _add_init(commands: Any) -> None:
    command = commands.add_parser(
        "init",
        help="write a commented schemasync.toml",
        description="Replays the migrations and writes a configuration file with areas guessed from the tables' names.",
    )
    command.add_argument(
        "--migrations", type=Path, default=DEFAULT_MIGRATIONS, metavar="DIR", help="default: %(default)s"
    )
    _add_postgres(command)
    command.add_argument("--output", type=Path, default=DEFAULT_CONFIG, metavar="FILE", help="default: %(default)s")
    command.set_defaults(run=_command("fix", "init"))


def _add_replay(commands: Any) -> None:
    command = commands.add_parser(
        "replay",
        help="replay migrations in a throwaway PostgreSQL",
        description="Runs every migration as `supabase db push` would, without any database of yours.",
    )
    command.add_argument(
        "--migrations", type=Path, default=DEFAULT_MIGRATIONS, metavar="DIR", help="default: %(default)s"
    )
    _add_common(command, ("terminal", "json"))
    command.set_defaults(run=_command("replay"))


def _add_snapshot(commands: Any) -> None:
    command = commands.add_parser(
        "snapshot",
        help="write a database's schema, or a replay, to a file",
        description="Writes a versioned, checksummed file. `check` takes a database's in place of --database-url and "
        "a replay's in place of --migrations; `diff` takes either. One replay serves many databases.",
    )
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("url", nargs="?", metavar="URL", help="the database to read")
    what.add_argument("--migrations", type=Path, metavar="DIR", help="the migrations to replay")
    _add_postgres(command)
    command.add_argument("--output", type=Path, required=True, metavar="FILE", help="the file to write")
    command.set_defaults(run=_command("replay", "snapshot"))


def _add_diff(commands: Any) -> None:
    command = commands.add_parser(
        "diff",
        help="compare two databases",
        description="Compares the schemas of two databases; `--format sql` prints the statements that turn the first "
        "into the second, ready for psql.",
    )
    command.add_argument("before", metavar="FROM_URL", help="the database to start from; or a file of `snapshot`")
    command.add_argument("after", metavar="TO_URL", help="the database to arrive at; or a file")
    _add_common(command, ("terminal", "markdown", "json", "sql"))
    command.set_defaults(run=_command("diff"))


def _add_demo(commands: Any) -> None:
    command = commands.add_parser(
        "demo",
        help="run the example project against a drifted database",
        description="Boots PostgreSQL, makes a database with the example's migrations and some drift, and checks it.",
    )
    command.add_argument("--example", type=Path, default=Path("examples/marketplace"), metavar="DIR")
    command.add_argument("--fixed", action="store_true", help="mend part of the drift first; shows what is resolved")
    command.add_argument("--output", type=Path, default=Path("demo-output"), metavar="DIR", help="default: %(default)s")
    command.add_argument("--postgres", default="embedded", metavar="WHERE")
    command.set_defaults(run=_command("check", "demo"))
