"""`schemasync replay` and `schemasync snapshot`."""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

from schemasync.commands.common import REPLAY_FAILED, progress, stderr, write
from schemasync.config.settings import settings_from
from schemasync.core.text import line
from schemasync.pipeline import files_only, read_target, replay_only, save_target
from schemasync.replay.replay_file import save_replay
from schemasync.report.formats.json import migration
from schemasync.report.view.view import migration_view


def run(options: argparse.Namespace) -> int:
    settings = settings_from(
        migrations=options.migrations,
        postgres=options.postgres,
        postgres_image=options.postgres_image,
        shadow_url=options.shadow_url,
        url_required=False,
    )
    started = time.perf_counter()
    with progress() as told:
        discovery, results = files_only(settings, told)
    seconds = sum(result.seconds for result in results)
    boot = time.perf_counter() - started - seconds
    files = [migration(migration_view(result)) for result in results]
    skipped = [{"file": s.file, "status": "skipped", "reason": s.reason} for s in discovery.skipped]
    failed = sum(1 for file in files if file["status"] == "failed")
    if options.format == "json":
        answer = {
            "files": files + skipped, "replayed": len(files) - failed, "failed": failed, "skipped": len(skipped),
            "durations": {"postgres": round(boot, 4), "replay": round(seconds, 4)},
        }  # fmt: skip
        write(json.dumps(answer, indent=2, ensure_ascii=False) + "\n", options.output)
    else:
        lines = [_file_line(file) for file in files] + [f"skipped   {line(s['file'])}: {s['reason']}" for s in skipped]
        lines.append(f"{len(files) - failed} replayed, {failed} failed, {len(skipped)} skipped")
        write("\n".join(lines) + "\n", options.output)
    return REPLAY_FAILED if failed else 0


def _file_line(file: dict[str, Any]) -> str:
    error = file["error"]
    if not error:
        return f"replayed  {line(file['file'])}  {file['seconds']:.3f} s"
    place = f"{line(file['file'])}:{error['line']}:{error['column']}"
    lines = [f"failed    {place}: {line(error['message'])} ({error['sqlstate']})"]
    lines += [f"          {line(error[key])}" for key in ("detail", "hint", "diagnosis") if error[key]]
    return "\n".join(lines)


def snapshot(options: argparse.Namespace) -> int:
    with progress() as told:
        if options.url:
            told("reading the database")
            save_target(options.output, read_target(options.url))
            return 0
        settings = settings_from(migrations=options.migrations, postgres=options.postgres, url_required=False)
        replayed = replay_only(settings, told)
    save_replay(options.output, replayed)
    for result in replayed.failed:
        stderr().print(_file_line(migration(migration_view(result))), markup=False, highlight=False)
    return REPLAY_FAILED if replayed.failed else 0
