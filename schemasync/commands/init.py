"""`schemasync init`: a commented configuration file, with areas derived from the names of tables."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable

import tomlkit
from tomlkit.items import AoT

from schemasync.commands.arguments import replay_settings
from schemasync.commands.output import progress, write
from schemasync.commands.replay_lines import print_failures
from schemasync.config.migrations_folder import has_migrations_nearby
from schemasync.core.errors import SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.model import Ref
from schemasync.expected.project_replay import replay_only
from schemasync.kinds import KINDS

SCHEMA = "https://raw.githubusercontent.com/schemasync/schemasync/main/docs/schemasync.schema.json"
"""The JSON schema of the file, which taplo and the TOML extension of VS Code read from its first line."""
_HEAD = f"""\
#:schema {SCHEMA}
# Configuration of schemasync; docs/configuration.md describes every key.

# An area is a part of the product with a percentage of its own. Patterns match qualified names; columns, indexes,
# policies and triggers follow their table. Objects that no area claims go to "Everything else".
"""
_TAIL = """
# An accepted difference counts as in sync, and the report shows it with its reason.
# [[accept]]
# object = "public.table.column"
# kind = "column"
# status = "EXTRA"
# reason = "why it is intended"
# until = 2027-01-31
"""
_NO_AREAS = """
# [[areas]]
# name = "Bookings"
# objects = ["public.bookings", "public.booking_*"]
"""
"""Example of an area, for a project whose tables' names suggest none."""
_FEWEST = 2


def run(options: argparse.Namespace) -> int:
    """Replay the migrations and write the file, without areas where there are none; an existing file is never overwritten."""
    if options.output.is_file():
        raise SettingsError(f"{options.output} exists", "name another file with --output, or remove it")
    folder = options.migrations
    if not has_migrations_nearby(folder):
        write(configuration(()), options.output)
        print(f"Wrote {options.output}. There are no migrations in {folder} yet, so it names no areas.")
        return ExitCode.IN_SYNC
    settings = replay_settings(options, output=options.output)
    with progress() as report_progress:
        replayed = replay_only(settings, report_progress)
    write(configuration(replayed.origins), options.output)
    print(f"Wrote {options.output}.")
    return ExitCode.REPLAY if print_failures(replayed.results) else ExitCode.IN_SYNC


def configuration(objects: Iterable[Ref]) -> str:
    """The file's text for the objects that the migrations create.

    Tables whose names begin with the same word form an area, if there are at least two of them.
    """
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ref in objects:
        if KINDS[ref.kind].estimate is not None:
            groups[ref.path[0], ref.path[1].partition("_")[0]].append(ref.path[1])
    words = [group for group, names in sorted(groups.items()) if len(names) >= _FEWEST]
    return _HEAD + ("".join(_area(schema, word) for schema, word in words) or _NO_AREAS) + _TAIL


def _area(schema: str, word: str) -> str:
    area = tomlkit.table()
    area["name"] = word.capitalize() if schema == "public" else f"{schema}: {word.capitalize()}"
    area["objects"] = [f"{schema}.{word}", f"{schema}.{word}_*"]
    return "\n" + tomlkit.dumps({"areas": AoT([area])})
