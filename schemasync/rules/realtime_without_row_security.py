"""Tables whose changes Realtime sends to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import name
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.areas import display_name

PUBLICATION = "supabase_realtime"
"""The publication that Realtime reads."""


def is_open(snapshot: Snapshot, ref: Ref) -> bool:
    """Whether a table is published to Realtime and has no row security."""
    security = snapshot.objects.get(Ref("row_security", ref.path[1:]))
    return ref in snapshot.objects and not (security is not None and security.enabled)


def check(context: RuleContext) -> Iterator[Match]:
    published = sorted(
        ref for ref in context.after.objects if ref.kind == "publication_table" and ref.path[0] == PUBLICATION
    )
    for ref in published:
        table = Ref("table", ref.path[1:])
        if table in context.project and is_open(context.after, ref) and not is_open(context.before, ref):
            sentence = (
                f"Realtime sends every change of {display_name(table)} to whoever subscribes: the table is in the publication "
                f"{PUBLICATION}, and its row security is off."
            )
            fix = f"ALTER TABLE {name(*table.path)} ENABLE ROW LEVEL SECURITY;"
            yield Match(context.place(ref, Ref("row_security", table.path)), table, sentence, fix)


RULE = Rule(
    "realtime-without-row-security", "Realtime publishes a table without row security", Severity.SECURITY, check
)
