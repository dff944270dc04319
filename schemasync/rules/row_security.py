"""Find policies without effect, as the row security of their table is off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from schemasync.core.model import Ref, Snapshot
from schemasync.core.once import once_per_context
from schemasync.core.sql import name
from schemasync.rules.context import RuleContext
from schemasync.verdict.access_side import has_row_security


@once_per_context
def new_ineffective_policies(context: RuleContext) -> Mapping[Ref, tuple[Ref, ...]]:
    """Table whose row security was off before, too → its policies without effect that the pull request adds."""
    before, after = _ineffective_policies(context.before), _ineffective_policies(context.after)
    return {
        table: tuple(sorted(new))
        for table, policies in after.items()
        if (new := policies - before[table]) and not has_row_security(context.before.objects, table)
    }


def _ineffective_policies(snapshot: Snapshot) -> dict[Ref, set[Ref]]:
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
