"""The parser of the command line, derived from the declared options."""

from __future__ import annotations

import argparse
import importlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemasync.config.command_options import DIFF_FROM, DIFF_TO, SNAPSHOT_MIGRATIONS, SNAPSHOT_URL
from schemasync.config.option import Form, Option, count_of, filled_text_of, seconds_of, words_of
from schemasync.config.options import DATABASE_URL, SECRETS, options_of
from schemasync.core.errors import SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.secret_memory import erase


@dataclass(frozen=True, slots=True)
class Command:
    """A command; the module of its name in this package runs it.

    Attributes:
        name: as it is typed.
        help: one phrase for the list of commands.
        description: sentences for its own `--help`.
        example: a command line.
        exclusive: options of which exactly one must be given.
    """

    name: str
    help: str
    description: str
    example: str = ""
    exclusive: tuple[Option, ...] = ()

    def __call__(self, options: argparse.Namespace) -> int:
        """Run the command; only its own module is imported."""
        return int(importlib.import_module(f"schemasync.commands.{self.name}").run(options))


COMMANDS = (
    Command(
        "check", "compare the migrations with a database",
        "Replays the migrations, reads the database, compares, proves fixes, and reports.",
        f"{DATABASE_URL.variable}=postgresql://… schemasync check --migrations supabase/migrations",
    ),
    Command(
        "fix", "repair the database so that it is what the migrations say",
        "Prints the SQL that repairs the database, proven on a mirror; --apply runs it.",
    ),
    Command(
        "adopt", "write a migration that adopts the database's state",
        "Writes a migration that makes the migrations say what the database is, proven on a mirror, and prints the "
        "command that records it in the history. With --baseline target it writes the base schema that no migration "
        "creates.",
    ),
    Command(
        "accept", "accept problems as they are, in schemasync.toml",
        "Checks the database, and appends an entry to schemasync.toml for each of the problems, so that they count as in sync.",
        "schemasync accept public.orders.legacy_id --reason 'the old app reads it' --until 2027-01-31",
    ),
    Command(
        "init", "write a commented schemasync.toml",
        "Replays the migrations and writes a configuration file with areas derived from the tables' names.",
    ),
    Command(
        "replay", "replay the migrations in a throwaway PostgreSQL",
        "Runs every migration as `supabase db push` would, without connecting to a database of yours.",
    ),
    Command(
        "shadow", "run a command on a throwaway database that the migrations made",
        "Boots the throwaway PostgreSQL with Supabase's platform, replays the migrations, and runs COMMAND with "
        "DATABASE_URL, PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE set for the role postgres. The exit code is "
        "COMMAND's, and the server is removed at the end. If a migration fails, COMMAND is not run.",
        "schemasync shadow -- pg_prove supabase/tests/*.sql",
    ),
    Command(
        "diff", "compare two databases",
        "Compares the schemas of two databases; `--format sql` prints the statements that turn the first into the "
        "second, ready for psql.",
    ),
    Command(
        "snapshot", "write the schema of a database, or of a replay, to a file",
        "Writes a versioned file with a checksum. `check` takes a database's in place of --database-url and a replay's "
        "in place of --migrations; `diff` takes either. One replay serves many databases.",
        exclusive=(SNAPSHOT_URL, SNAPSHOT_MIGRATIONS),
    ),
    Command(
        "demo", "check the example project against a drifted database",
        "Boots PostgreSQL, creates a database with the example's migrations and some drift, and checks it.",
    ),
    Command(
        "completion", "print a script that completes commands in a shell",
        "Prints a script for bash, zsh or fish that completes commands, options and their values.",
        "source <(schemasync completion bash)",
    ),
)  # fmt: skip


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read a command line; attribute `run` of the result is the command, to be called with the result.

    Raises:
        SystemExit: 2 for a wrong use, 0 after `--help` or `--version`.
    """
    words = list(arguments)
    rest: list[str] = []
    if words[:1] == ["shadow"] and "--" in words:  # argparse would read the options of the command that follows
        at = words.index("--")
        words, rest = words[:at], words[at + 1 :]
    options = parser().parse_args(words)
    _take_secrets(options)
    if rest:
        options.command = [*options.command, *rest]
    return options


_POSITIONAL = tuple(option.attribute for option in (SNAPSHOT_URL, DIFF_FROM, DIFF_TO))
"""Options that are connection strings without a flag."""


def _take_secrets(options: argparse.Namespace) -> None:
    """Read secrets from the files that are named instead, and erase those in the arguments and the environment where other processes could read them."""
    secrets: list[str] = []
    for option in SECRETS:
        variable = os.environ.pop(option.variable, "") if option.variable else ""
        value = (getattr(options, option.attribute, "") or "") if option.flag else variable
        file = os.environ.get(f"{option.variable}_FILE", "") if option.variable and not value else ""
        if option.flag and value.startswith("@"):  # a password, which has no flag, is taken as it is
            file = value[1:]
        setattr(options, option.attribute, _read_secret(file) if file else value)
        secrets += [text for text in (value, variable) if not (option.flag and text.startswith("@"))]
    for name in _POSITIONAL:
        value = getattr(options, name, None) or ""
        if value.startswith("@"):
            setattr(options, name, _read_secret(value[1:]))
        else:
            secrets.append(value)
    password = os.environ.get("PGPASSWORD", "")  # libpq reads it when it connects, from elsewhere in memory
    erase([password, *(value for value in secrets if not os.path.isfile(value))])  # noqa: PTH113  no error for a long name
    if password:
        os.environ["PGPASSWORD"] = password


def _read_secret(file: str) -> str:
    """The content of a file without surrounding white space.

    Raises:
        SettingsError: it cannot be read.
    """
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{file}: the secret cannot be read ({error})", "name a file that contains nothing but the secret"
        ) from None


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    codes = ", ".join(f"{code.value} {code.short}" for code in ExitCode if code is not ExitCode.INTERRUPTED)
    whole = argparse.ArgumentParser(
        prog="schemasync",
        description="Is the database what the migrations say? Replays a Supabase project's migrations in a throwaway "
        "PostgreSQL, reads the real database's catalogs, and reports the difference with the SQL that settles it.",
        epilog=f"Exit codes: {codes}.",
    )
    whole.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        example = f"example: {command.example}" if command.example else None
        own = commands.add_parser(command.name, help=command.help, description=command.description, epilog=example)
        exclusive = own.add_mutually_exclusive_group(required=True) if command.exclusive else None
        for option in options_of(command.name):
            if option.flag:
                _add(exclusive if exclusive and option in command.exclusive else own, option)
        own.set_defaults(run=command)
    return whole


class _Version(argparse.Action):
    """Print the version; the package's metadata is read only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version  # noqa: PLC0415  0.03 s

        print(f"schemasync {version('schemasync')}")
        parser.exit()


def _add(command: argparse._ActionsContainer, option: Option) -> None:
    """Declare one option of a command."""
    names = [option.attribute] if option.is_positional else [option.flag]
    command.add_argument(*names, **_arguments(option), help=help_of(option).replace("%", "%%"))


def help_of(option: Option) -> str:
    """Description of an option of the command, with its environment variable and default."""
    parts = [option.help, option.flag_help]
    if option.variable:
        parts.append(
            f"Better in the environment: {option.variable}, or in a file: @FILE, or its path in {option.variable}_FILE."
        )
    if option.default and option.form is not Form.SWITCH:
        parts.append(f"Default: {option.default}.")
    return " ".join(filter(None, parts))


def _arguments(option: Option) -> dict[str, Any]:
    """Arguments of `add_argument` for an option."""
    if option.form is Form.REST:
        return {"nargs": "*", "metavar": option.flag}
    if option.is_positional:
        choices = {"choices": option.choices} if option.choices else {}
        return {"metavar": option.flag, **choices} | ({} if option.required else {"nargs": "?"})
    named: dict[str, Any] = {"dest": option.attribute}
    if option.form is Form.SWITCH:
        return named | {"action": "store_true"}
    if option.form is Form.REPEATED:
        return named | {"action": "append", "default": [], "metavar": option.metavar}
    named |= {"default": _default(option), "required": option.required}
    if option.form is Form.CHOICES:
        return named | {"metavar": option.metavar, "type": _reporting(option.read)}
    if option.form is Form.CHOICE and not option.accepts_folder:
        return named | {"choices": option.choices}
    return named | {"metavar": option.metavar, "type": _TYPES.get(option.form, str)}


def _reporting(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A function for argparse, which prints the message of no other error."""

    def convert(text: str) -> Any:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return convert


_TYPES: dict[Form, Callable[[str], Any]] = {
    Form.FILLED_TEXT: _reporting(filled_text_of),
    Form.PATH: Path,
    Form.WORDS: words_of,
    Form.SECONDS: _reporting(seconds_of),
    Form.COUNT: _reporting(count_of),
}


def _default(option: Option) -> Any:
    if option.form is Form.PATH:
        return Path(option.default) if option.default else None
    if option.form is Form.FILLED_TEXT:
        return option.default or None
    return os.environ.get(option.variable, "") if option.variable else option.default
