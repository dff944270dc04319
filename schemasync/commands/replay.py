"""`schemasync replay`: the result of each migration file, replayed in the throwaway PostgreSQL."""

from __future__ import annotations

import argparse
import json
import time

from schemasync.commands.arguments import replay_settings
from schemasync.commands.output import progress, say, write
from schemasync.commands.replay_lines import file_lines
from schemasync.core.exit_codes import ExitCode
from schemasync.core.text import line
from schemasync.expected.project_replay import files_only
from schemasync.report.formats.json import migration
from schemasync.report.view.view import migration_view


def run(options: argparse.Namespace) -> int:
    """Replay the migrations and print the result of each file."""
    settings = replay_settings(options, output=options.output)
    started = time.perf_counter()
    with progress() as report_progress:
        discovery, results, major = files_only(settings, report_progress)
    if remark := discovery.project.major_remark(major):
        say(remark)
    seconds = sum(result.seconds for result in results)
    boot = time.perf_counter() - started - seconds
    files = [migration_view(result) for result in results]
    skipped = [{"file": s.file, "status": "skipped", "reason": s.reason} for s in discovery.skipped]
    failed = sum(1 for file in files if file.error)
    if options.format == "json":
        answer = {
            "files": [*map(migration, files), *skipped], "replayed": len(files) - failed, "failed": failed, "skipped": len(skipped),
            "durations": {"postgres": round(boot, 4), "replay": round(seconds, 4)},
        }  # fmt: skip
        write(json.dumps(answer, indent=2, ensure_ascii=False) + "\n", options.output)
    else:
        lines = file_lines(files) + [f"skipped   {line(s['file'])}: {s['reason']}" for s in skipped]
        lines.append(f"{len(files) - failed} replayed, {failed} failed, {len(skipped)} skipped")
        write("\n".join(lines) + "\n", options.output)
    return ExitCode.REPLAY if failed else ExitCode.IN_SYNC
