"""Row security of tables before and after a pull request, and policies without effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import name
from schemasync.rules._context import RuleContext, once_per_check
from schemasync.verdict.api_access import has_row_security


@once_per_check
def new_idle_policies(context: RuleContext) -> Mapping[Ref, tuple[Ref, ...]]:
    """Table → policies that have no effect since the pull request, as its row security is off and never was on."""
    before, after = _idle_policies(context.before), _idle_policies(context.after)
    return {
        table: tuple(sorted(new))
        for table, policies in after.items()
        if (new := policies - before[table]) and not has_row_security(context.before.objects, table)
    }


def _idle_policies(snapshot: Snapshot) -> dict[Ref, set[Ref]]:
    """Policies of the tables whose row security is off."""
    found: dict[Ref, set[Ref]] = defaultdict(set)
    for ref in snapshot.objects:
        table = Ref("table", ref.path[:2])
        if ref.kind == "policy" and not has_row_security(snapshot.objects, table):
            found[table].add(ref)
    return found


def enable_row_security(table: Ref) -> str:
    """The statement that switches row security on."""
    return f"ALTER TABLE {name(*table.path)} ENABLE ROW LEVEL SECURITY;"
