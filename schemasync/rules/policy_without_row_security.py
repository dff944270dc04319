"""Policies that have no effect, as row security is off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import name
from schemasync.rules._context import once_per_check
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._words import quoted, some
from schemasync.verdict.areas import display_name


def idle_policies(snapshot: Snapshot) -> dict[tuple[str, ...], list[Ref]]:
    """Tables whose row security is off, with their policies."""
    found: dict[tuple[str, ...], list[Ref]] = {}
    for ref in sorted(one for one in snapshot.objects if one.kind == "policy"):
        security: Any = snapshot.objects.get(Ref("row_security", ref.path[:2]))
        if security is None or not security.enabled:
            found.setdefault(ref.path[:2], []).append(ref)
    return found


@once_per_check
def idle_before(context: RuleContext) -> dict[tuple[str, ...], list[Ref]]:
    """The same of the state before."""
    return idle_policies(context.before)


def was_on(context: RuleContext, table: Ref) -> bool:
    """Whether a table had row security before: switching it off is another rule's matter."""
    security: Any = context.before.objects.get(Ref("row_security", table.path))
    return security is not None and security.enabled


def check(context: RuleContext) -> Iterator[Match]:
    for table, policies in idle_policies(context.after).items():
        ref, new = Ref("table", table), [one for one in policies if one not in idle_before(context).get(table, ())]
        if not new or ref not in context.project or was_on(context, ref):
            continue
        several = len(policies) > 1
        names = some([quoted(policy.name) for policy in policies])
        sentence = (
            f"The {'policies' if several else 'policy'} {names} of {display_name(ref)} {'have' if several else 'has'} no "
            "effect: the table's row security is off."
        )
        fix = f"ALTER TABLE {name(*table)} ENABLE ROW LEVEL SECURITY;"
        yield Match(context.place(Ref("row_security", table), *reversed(new)), ref, sentence, fix)


RULE = Rule(
    "policy-without-row-security", "A table has policies, and its row security is off", Severity.SECURITY, check
)
