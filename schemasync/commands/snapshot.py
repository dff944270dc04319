"""`schemasync snapshot`: the schema of a database, or of a replay, in a file."""

from __future__ import annotations

import argparse

from schemasync.commands.arguments import replay_settings
from schemasync.commands.output import progress, require_output
from schemasync.commands.replay_lines import print_failures
from schemasync.core.exit_codes import ExitCode
from schemasync.expected.project_replay import replay_only
from schemasync.migrations.target import read_target, save_target
from schemasync.replay.replay_file import save_replay


def run(options: argparse.Namespace) -> int:
    """Read the database, or replay the migrations, and write the file."""
    with progress() as report_progress:
        if options.url:
            require_output(options.output)
            report_progress.stage("reading the database")
            save_target(options.output, read_target(options.url))
            return ExitCode.IN_SYNC
        replayed = replay_only(replay_settings(options, output=options.output), report_progress)
    save_replay(options.output, replayed)
    return ExitCode.REPLAY if print_failures(replayed.results) else ExitCode.IN_SYNC
