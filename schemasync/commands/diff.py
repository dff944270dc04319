"""`schemasync diff`."""

from __future__ import annotations

import argparse
import gc
from concurrent.futures import ThreadPoolExecutor

from schemasync.commands.common import DRIFT, write
from schemasync.core.compare import compare
from schemasync.introspect.versions import alike
from schemasync.migrations.target import read_target
from schemasync.plan.build import build


def run(options: argparse.Namespace) -> int:
    gc.disable()  # two snapshots are many objects, and all of them stay to the end
    with ThreadPoolExecutor(2) as pool:
        before, after = alike(*(target.snapshot for target in pool.map(read_target, (options.before, options.after))))
    plan = build(before, after)
    if options.format == "sql":
        write(plan.script(), options.output)
        return DRIFT if compare(before, after) else 0
    from schemasync.report.formats.diff import diff_view, print_diff  # noqa: PLC0415  SQL needs no report

    view = diff_view(before, after, plan)
    write(print_diff(view, options.format), options.output)
    return DRIFT if view.differences else 0
