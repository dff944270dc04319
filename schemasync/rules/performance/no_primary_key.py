"""Tables without a primary key."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Snapshot
from schemasync.kinds.described import display_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity


def with_key(snapshot: Snapshot) -> frozenset[tuple[str, ...]]:
    """Tables with a primary key."""
    return frozenset(
        ref.path[:2] for ref, model in snapshot.objects.items() if ref.kind == "constraint" and model.type == "p"
    )


def check(context: RuleContext) -> Iterator[Match]:
    now, before = with_key(context.after), with_key(context.before)
    for ref, model in context.now("table"):
        known = ref in context.before.objects
        if ref.path in now or model.is_partition or (known and ref.path not in before):
            continue
        sentence = (
            f"{display_name(ref)} has no primary key: the dashboard cannot edit its rows, and once the table is published, UPDATE "
            "and DELETE fail unless it has another replica identity."
        )
        dropped = (
            one
            for one in context.before.objects
            if one.kind == "constraint" and one.path[:2] == ref.path and one not in context.after.objects
        )
        yield Match(context.place(*dropped, ref), ref, sentence)


RULE = Rule("no-primary-key", "A table has no primary key", Severity.PERFORMANCE, check)
