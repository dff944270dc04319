"""`schemasync diff`: the differences between two databases, in words or as SQL."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from schemasync.commands.output import require_output, say, write
from schemasync.core.compare import compare, unmodeled_objects
from schemasync.core.errors import PostgresError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.masking import without_known_secrets
from schemasync.core.model import Change, Snapshot
from schemasync.core.plan import Plan
from schemasync.core.text import each_text, line
from schemasync.introspect.versions import make_comparable
from schemasync.kinds import KINDS
from schemasync.kinds.described import described, display_name
from schemasync.migrations.target import read_target
from schemasync.plan.build import build
from schemasync.postgres.providers import shadow
from schemasync.prove.normalize import align_texts
from schemasync.report.view.fixes import harm_of
from schemasync.supabase.scope import is_project


def run(options: argparse.Namespace) -> int:
    """Read both databases at once, compare them, and print the differences."""
    require_output(options.output)
    gc.disable()  # the many objects of two snapshots stay until the end
    with ThreadPoolExecutor(2) as pool:
        read = [target.snapshot for target in pool.map(read_target, (options.before, options.after))]
    before, after, notes = _comparable(*read)
    plan = build(before, after)
    notes = (*notes, *_event_triggers(before, plan), *_without_plan(compare(before, after), plan))
    if options.format == "sql":
        for note in (*notes, *(f"not compared: {line(name)}" for name in unmodeled_objects(before, after))):
            say(note)
        write(without_known_secrets(plan.script(*harm_of(plan))), options.output)
        return ExitCode.DRIFT if compare(before, after) else ExitCode.IN_SYNC
    from schemasync.report.formats.diff import diff_view, render_diff  # noqa: PLC0415  SQL needs no report

    view = each_text(diff_view(before, after, plan, notes), without_known_secrets, without_known_secrets)
    write(render_diff(view, options.format), options.output)
    return ExitCode.DRIFT if view.differences else ExitCode.IN_SYNC


def _event_triggers(before: Snapshot, plan: Plan) -> tuple[str, ...]:
    """A note on the project's event triggers, which fire while the plan runs."""
    last = (ref for ref in before.objects if KINDS[ref.kind].order.phase == "created_last")
    found = sorted(display_name(ref) for ref in last if is_project(ref, before.objects[ref], ()))
    if not found or not plan.statements:
        return ()
    names = ", ".join(found)
    return (f"event triggers fire while these statements run ({names}): compare again afterwards",)


def _without_plan(changes: Sequence[Change], plan: Plan) -> tuple[str, ...]:
    """A note on differences that no statement settles, such as the identity of a partition below a partition."""
    if not changes or plan.statements:
        return ()
    names = ", ".join(sorted({described(change.ref) for change in changes}))
    return (f"there is no statement that settles what differs: {names}",)


def _comparable(one: Snapshot, other: Snapshot) -> tuple[Snapshot, Snapshot, tuple[str, ...]]:
    """Both snapshots as one server would have and print them, and notes on what that left out."""
    majors = (one.major, other.major)
    notes = []
    if one.major != other.major:
        notes.append(
            f"PostgreSQL {one.major} and PostgreSQL {other.major}: both are compared as PostgreSQL {min(majors)} would show "
            "them, without what only the newer one has"
        )
    before, after = make_comparable(one, other)
    try:
        before, after = align_texts(before, after, majors, lambda major: shadow(major=major))
    except PostgresError as error:
        notes.append(
            "expressions were compared as text, so some that mean the same may be listed, as there is no throwaway "
            f"PostgreSQL: {error.message}"
        )
    return before, after, tuple(notes)
