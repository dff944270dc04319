"""Check all rules on what a pull request adds, with the project's levels and the files' ignore comments."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from schemasync.config.schemasync_toml import RuleSetting
from schemasync.config.toml_check import OFF
from schemasync.core.errors import SettingsError
from schemasync.kinds.kind import Severity
from schemasync.rules import RULES
from schemasync.rules.context import order_of
from schemasync.rules.ignore_comments import IgnoreComment, ignore_comments
from schemasync.rules.rule import Match, Rule, RuleContext, Violation, name_of

ANY = "*"
"""Stands for all rules where an id is expected."""


class Checked(NamedTuple):
    """Broken rules, worst first, and remarks on comments that ignore nothing."""

    violations: tuple[Violation, ...]
    remarks: tuple[str, ...]


def require_known_rules(settings: Sequence[RuleSetting]) -> None:
    """Refuse settings of rules that do not exist.

    Raises:
        SettingsError: names each with its file and line, and the rule that it may mean.
    """
    problems = [f"{item.place}: {unknown_rule(item.id)}" for item in settings if item.id not in (*RULES, ANY)]
    if problems:
        raise SettingsError("\n".join(problems), "docs/rules/README.md lists every rule")


def unknown_rule(name: str) -> str:
    """`unknown rule 'row-securty-off'; did you mean row-security-off?`."""
    close = difflib.get_close_matches(name, RULES, n=1)
    return f"unknown rule {name!r}" + (f"; did you mean {close[0]}?" if close else "")


def check_rules(context: RuleContext, settings: Sequence[RuleSetting]) -> Checked:
    """Check every rule.

    Args:
        context: what the pull request adds.
        settings: of the project; the last one that matches counts.
    """
    comments = [comment for result in context.results for comment in ignore_comments(result.migration)]
    used: set[IgnoreComment] = set()
    found: dict[tuple[object, ...], Violation] = {}
    for rule in RULES.values():
        for match in rule.check(context):
            violation = _violation(rule, match, settings)
            if violation is not None:
                key = (violation.rule, violation.place, violation.ref)
                found.setdefault(key, _ignored(violation, comments, used))
    ordered = sorted(found.values(), key=lambda v: (v.level.rank, *order_of(v.place), v.rule, v.name))
    return Checked(tuple(ordered), tuple(_remarks(comments, used)))


def _violation(rule: Rule, match: Match, settings: Sequence[RuleSetting]) -> Violation | None:
    level: Severity | None = match.level or rule.level
    name = name_of(match.ref, match.place)
    for setting in settings:
        fits = not setting.objects or any(fnmatchcase(name, pattern) for pattern in setting.objects)
        if setting.id in (rule.id, ANY) and fits:
            level = None if setting.level == OFF else Severity(setting.level)
    if level is None:
        return None
    return Violation(rule.id, rule.title, level, match.place, match.ref, match.sentence, match.fix or None)


def _ignored(violation: Violation, comments: Sequence[IgnoreComment], used: set[IgnoreComment]) -> Violation:
    """The violation, with the reason of the comment above its statement, if there is one."""
    for comment in comments:
        if comment.rule == violation.rule and comment.reason and violation.place and comment.covers(violation.place):
            used.add(comment)
            return dataclasses.replace(violation, ignored=comment.reason)
    return violation


def _remarks(comments: Sequence[IgnoreComment], used: set[IgnoreComment]) -> Iterator[str]:
    for comment in comments:
        if comment.rule not in RULES:
            yield f"{comment.place}: {unknown_rule(comment.rule)} in a schemasync-ignore comment"
        elif not comment.reason:
            yield f"{comment.place}: schemasync-ignore {comment.rule} needs a reason after a colon, and ignores nothing"
        elif comment not in used:
            yield f"{comment.place}: schemasync-ignore {comment.rule} ignores nothing; remove it"
