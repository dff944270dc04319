"""Remove objects that the configuration ignores from the comparison, on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase

from schemasync.config.schemasync_toml import IgnoreRule
from schemasync.core.model import Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.verdict.hierarchy import Hierarchy


def without_ignored(
    scope: frozenset[Ref], rules: Sequence[IgnoreRule], actual: Snapshot, expected: Snapshot
) -> tuple[frozenset[Ref], tuple[str, ...]]:
    """Remove ignored objects and their parts from the scope.

    Returns:
        The rest of the scope, and a remark on each rule, so that nothing is ignored silently.
    """
    if not rules:
        return scope, ()
    hierarchy = Hierarchy(actual, expected)
    counts: Counter[int] = Counter()
    kept = set()
    for ref in scope:
        number = _rule(ref, rules, hierarchy)
        if number is None:
            kept.add(ref)
        else:
            counts[number] += not KINDS[ref.kind].satellite and not KINDS[ref.kind].subobject
    return frozenset(kept), tuple(_remark(rule, counts, number) for number, rule in enumerate(rules))


def _rule(ref: Ref, rules: Sequence[IgnoreRule], hierarchy: Hierarchy) -> int | None:
    for one in _enclosing(ref, hierarchy):
        for number, rule in enumerate(rules):
            if rule.kind in ("", one.kind) and fnmatchcase(display_name(one), rule.object):
                return number
    return None


def _enclosing(ref: Ref, hierarchy: Hierarchy) -> Collection[Ref]:
    """The object, and every object that it is a part of, from the inside out."""
    found = [ref]
    while (whole := hierarchy.whole(found[-1])) is not None and whole not in found:
        found.append(whole)
    return found


def _remark(rule: IgnoreRule, counts: Counter[int], number: int) -> str:
    if number not in counts:
        return f"ignored object {rule.object} matches nothing ({rule.place})"
    reason = f": {rule.reason}" if rule.reason else ""
    return f"ignored: {counts[number]} objects and parts by {rule.object} ({rule.place}){reason}"
