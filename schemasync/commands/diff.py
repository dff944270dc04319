"""`schemasync diff`: the differences between two databases, in words or as SQL."""

from __future__ import annotations

import argparse
import gc
from concurrent.futures import ThreadPoolExecutor

from schemasync.commands.output import require_output, write
from schemasync.core.compare import compare
from schemasync.core.exit_codes import ExitCode
from schemasync.introspect.versions import make_comparable
from schemasync.migrations.target import read_target
from schemasync.plan.build import build


def run(options: argparse.Namespace) -> int:
    """Read both databases at once, compare them, and print the differences."""
    require_output(options.output)
    gc.disable()  # two snapshots are many objects, and all of them stay to the end
    with ThreadPoolExecutor(2) as pool:
        before, after = make_comparable(
            *(target.snapshot for target in pool.map(read_target, (options.before, options.after)))
        )
    plan = build(before, after)
    if options.format == "sql":
        write(plan.script(), options.output)
        return ExitCode.DRIFT if compare(before, after) else ExitCode.IN_SYNC
    from schemasync.report.formats.diff import diff_view, print_diff  # noqa: PLC0415  SQL needs no report

    view = diff_view(before, after, plan)
    write(print_diff(view, options.format), options.output)
    return ExitCode.DRIFT if view.differences else ExitCode.IN_SYNC
