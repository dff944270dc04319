"""Indexes that do what another index does already."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import Ref
from schemasync.core.sql import name
from schemasync.rules.context import order_of
from schemasync.rules.indexes import indexes_after
from schemasync.rules.rule import Match, Rule, RuleContext, Severity


def order(context: RuleContext, ref: Ref) -> tuple[str, int]:
    """File and line of an index, so that of two equal ones the later is reported."""
    return order_of(context.place(ref))


def check(context: RuleContext) -> Iterator[Match]:
    pairs = set()
    for ref, model in sorted(context.added("index"), key=lambda item: order(context, item[0]), reverse=True):
        mine = indexes_after(context).get((ref.path[0], model.table), ())
        own = next((one for one in mine if one.ref == ref), None)
        for other in mine:
            if own is None or other.ref == ref or other.text != own.text or (own.unique and not other.unique):
                continue
            if (other.ref, ref) in pairs or Ref("index_partition", ref.path) in context.after.objects:
                continue  # reported already, or reported for the index of the partitioned table
            pairs.add((ref, other.ref))
            kind = "constraint" if other.ref.kind == "constraint" else "index"
            sentence = (
                f"The index {ref.name} on {ref.path[0]}.{model.table} does what the {kind} {other.ref.name} does already: it "
                "costs space and time on each write."
            )
            yield Match(context.place(ref), ref, sentence, f"DROP INDEX {name(*ref.path)};")
            break


RULE = Rule("duplicate-index", "An index does what another one does", Severity.PERFORMANCE, check)
