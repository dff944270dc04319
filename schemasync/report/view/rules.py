"""Describe the rules that a pull request breaks, and the access that it opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from schemasync.core.model import Ref
from schemasync.core.text import capitalized
from schemasync.kinds.described import display_name
from schemasync.kinds.kind import Severity
from schemasync.rules.context import order_of
from schemasync.rules.review import Review

PAGES = "https://github.com/schemasync/schemasync/blob/main/docs/rules"
"""Where the page of each rule is."""
LEVELS = tuple(Severity)
"""Worst first."""
URGENT = Severity.FUNCTIONAL
"""The mildest level that a reviewer must see."""
ICONS = {
    Severity.SECURITY: "🔴",
    Severity.BREAKING: "🔴",
    Severity.FUNCTIONAL: "⚠️",
    Severity.PERFORMANCE: "🐢",
    Severity.COSMETIC: "🔹",
}


@dataclass(frozen=True, slots=True)
class RuleView:
    """A broken rule.

    Attributes:
        id, title: of the rule.
        level: how much it matters.
        file, line: of the statement; empty and 0 if none is known.
        ref: of the object; None where it is about the file.
        name: of the object, or of the file.
        sentence: in words.
        fix: SQL that settles it; empty where there is none.
        ignored: reason of the comment that accepts it; None if nothing does.
    """

    id: str
    title: str
    level: Severity
    file: str
    line: int
    ref: Ref | None
    name: str
    sentence: str
    fix: str
    ignored: str | None

    @property
    def place(self) -> str:
        """`file:line`; empty if no statement is known."""
        return f"{self.file}:{self.line}" if self.file else ""

    @property
    def link(self) -> str:
        """URL of the rule's page."""
        return f"{PAGES}/{quote(self.id)}.md"

    @property
    def icon(self) -> str:
        """The emoji of its level."""
        return ICONS[self.level]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The places at which one rule is broken; `advice` is what their sentences have in common at the end."""

    rules: tuple[RuleView, ...]
    advice: str

    def sentence_of(self, rule: RuleView) -> str:
        """The sentence of one place, without the advice; empty if that is the whole sentence."""
        return rule.sentence.removesuffix(self.advice).rstrip()


def rule_groups(rules: Sequence[RuleView]) -> tuple[RuleGroup, ...]:
    """Gather broken rules by their ids, in the order of the first of each."""
    found: dict[str, list[RuleView]] = {}
    for rule in rules:
        found.setdefault(rule.id, []).append(rule)
    return tuple(RuleGroup(tuple(group), _common_end(group)) for group in found.values())


def _common_end(rules: Sequence[RuleView]) -> str:
    """All sentences, or those after the first one, if all places have the same."""
    if len(rules) < 2:  # noqa: PLR2004
        return ""
    wholes = {rule.sentence for rule in rules}
    ends = {rule.sentence.partition(". ")[2] for rule in rules}
    return next((same.pop() for same in (wholes, ends) if len(same) == 1), "")


@dataclass(frozen=True, slots=True)
class AccessView:
    """Access that strangers gain; `file` and `line` are empty and 0 if no statement is known."""

    ref: Ref
    name: str
    roles: tuple[str, ...]
    actions: tuple[str, ...]
    every_row: bool
    file: str
    line: int
    sentence: str
    fact: str
    cause: str
    is_new: bool = False

    @property
    def at_its_line(self) -> str:
        """The sentence for a place that names the statement, and that says what it creates."""
        because = "" if self.is_new else f", as it {self.cause}"
        return f"{capitalized(self.fact)}{because}."

    @property
    def is_call(self) -> bool:
        """Whether it is the right to call a function, which the rules tell in the same words."""
        return self.actions == ("EXECUTE",)


_SAME_FACT = frozenset({"row-security-off"})
"""Rules that say nothing but that every row of a table is reached."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """Broken rules of a pull request, and the access that it opens."""

    rules: tuple[RuleView, ...] = ()
    access: tuple[AccessView, ...] = ()

    @property
    def broken(self) -> tuple[RuleView, ...]:
        """Rules that no comment accepts."""
        return tuple(rule for rule in self.rules if rule.ignored is None)

    @property
    def ignored(self) -> tuple[RuleView, ...]:
        """Rules whose violation a comment accepts."""
        return tuple(rule for rule in self.rules if rule.ignored is not None)

    @property
    def urgent(self) -> tuple[RuleView, ...]:
        """Broken rules that a reviewer must see."""
        return self.at_least(URGENT)

    @property
    def security_groups(self) -> tuple[RuleGroup, ...]:
        """Broken rules about security, by rule."""
        return rule_groups(self.at_least(Severity.SECURITY))

    @property
    def other_urgent_groups(self) -> tuple[RuleGroup, ...]:
        """The other broken rules that a reviewer must see, by rule."""
        return rule_groups([rule for rule in self.urgent if rule.level != Severity.SECURITY])

    @property
    def minor_groups(self) -> tuple[RuleGroup, ...]:
        """Broken rules of levels below `URGENT`, by rule."""
        return rule_groups(self.minor)

    @property
    def minor(self) -> tuple[RuleView, ...]:
        """Broken rules of levels below `URGENT`."""
        return tuple(rule for rule in self.broken if LEVELS.index(rule.level) > LEVELS.index(URGENT))

    @property
    def access_without_rule(self) -> tuple[AccessView, ...]:
        """Access to every row of objects that no rule about security is about, and no accepted one."""
        return tuple(gain for gain in self.access if gain.every_row and gain.ref not in self.told_by_rules)

    def gains_of(self, rule: RuleView) -> tuple[AccessView, ...]:
        """The access to every row of the object that a broken rule is about, where it says all that the rule says, and more."""
        if rule.id not in _SAME_FACT:
            return ()
        return tuple(gain for gain in self.access if gain.every_row and gain.ref == rule.ref)

    @property
    def told_by_rules(self) -> frozenset[Ref | None]:
        """Objects of which a broken rule about security, or an accepted rule, says what strangers reach."""
        return frozenset(rule.ref for rule in (*self.at_least(Severity.SECURITY), *self.ignored))

    @property
    def counts(self) -> str:
        """`2 security, 1 performance`; empty if no rule is broken."""
        numbers = {level: sum(rule.level == level for rule in self.broken) for level in LEVELS}
        return ", ".join(f"{number} {level}" for level, number in numbers.items() if number)

    def at_least(self, level: Severity) -> tuple[RuleView, ...]:
        """Broken rules of a level or a worse one."""
        counting = LEVELS[: LEVELS.index(level) + 1]
        return tuple(rule for rule in self.broken if rule.level in counting)


NO_REVIEW = ReviewView()
"""Of a run without pending migrations."""


def review_view(review: Review) -> ReviewView:
    """Put the result of the rules in words."""
    rules = tuple(
        RuleView(
            item.rule, item.title, item.level, *order_of(item.place), item.ref, item.name,
            item.sentence, item.fix or "", item.ignored,
        )
        for item in review.violations
    )  # fmt: skip
    access = tuple(
        AccessView(
            gain.ref, display_name(gain.ref), gain.roles, gain.actions, gain.every_row, *order_of(gain.place),
            gain.sentence, gain.fact, gain.cause, gain.is_new,
        )
        for gain in review.access
    )  # fmt: skip
    return ReviewView(rules, access)
