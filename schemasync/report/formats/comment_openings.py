"""Write what a pull request opens to strangers as paragraphs of Markdown, which stand above all else in the comment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemasync.core.wording import some
from schemasync.report.formats.markdown import code, plain
from schemasync.report.view.rules import AccessView, ReviewView, RuleGroup

MOST = 5
"""Greatest number of paragraphs of each sort."""
MOST_PLACES = 10
"""Greatest number of places of one rule."""

To = Callable[[str, int], str]
"""Prints a line of a migration, with a link to it."""


def openings(review: ReviewView, to: To) -> tuple[str, ...]:
    """Access to every row, then broken rules about security, each with its place."""
    return (*_cut(_gains(review, to)), *_cut(_rules(review, to)))


def _gains(review: ReviewView, to: To) -> Iterator[str]:
    for gain in review.access_without_rule:
        yield _sentence(gain, to)


def _sentence(gain: AccessView, to: To) -> str:
    statement = to(gain.file, gain.line) if gain.file else "a statement"
    return f"After this pull request {plain(gain.fact)}: {statement} {plain(gain.cause)}."


def _rules(review: ReviewView, to: To) -> Iterator[str]:
    for group in review.security_groups:
        rule = group.rules[0]
        page = f"[{plain(rule.id)}]({rule.link})"
        gains = review.gains_of(rule) if len(group.rules) == 1 else ()
        if gains:
            yield f"{' '.join(_sentence(gain, to) for gain in gains)} {page}"
        elif len(group.rules) == 1:
            place = f"{to(rule.file, rule.line)}: " if rule.file else ""
            yield f"{place}{plain(rule.sentence)} {page}"
        else:
            words = (f"at {len(group.rules)} places: {_places(group, to)}.", plain(group.advice), page)
            yield f"**{plain(rule.title)}**, {' '.join(filter(None, words))}"


def _places(group: RuleGroup, to: To) -> str:
    """Each place, with the object that it is about."""
    places = [
        f"{to(rule.file, rule.line)} ({code(rule.name)})" if rule.file else code(rule.name) for rule in group.rules
    ]
    return some(places, most=MOST_PLACES)


def _cut(paragraphs: Iterator[str]) -> list[str]:
    found = list(paragraphs)
    if len(found) <= MOST:
        return found
    return [*found[:MOST], f"… and {len(found) - MOST} more in the full report."]
