"""Functions that run with their owner's rights and look names up where their caller says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemasync.kinds import KINDS
from schemasync.kinds.described import display_name
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.verdict.access_side import ROUTINES


def is_open(model: Any) -> bool:
    """Whether a SECURITY DEFINER routine has no `search_path` of its own."""
    pinned = any(setting.partition("=")[0] == "search_path" for setting in model.config)
    return model.security_definer and model.sql_body is None and not pinned


def check(context: RuleContext) -> Iterator[Match]:
    for ref, model in context.changed(*ROUTINES):
        old = context.before.objects.get(ref)
        if not is_open(model) or (old is not None and is_open(old)):
            continue
        sentence = (
            f"{display_name(ref)} runs with its owner's rights and without a search_path of its own: whoever calls it decides "
            "in which schemas its names are looked up. With an empty one, its body must name the schema of each table, "
            "function and type that is not PostgreSQL's own."
        )
        fix = f"ALTER {KINDS[ref.kind].ddl.target(ref)} SET search_path = '';"
        yield Match(context.place(ref), ref, sentence, fix)


RULE = Rule(
    "definer-search-path", "A SECURITY DEFINER function has no search_path of its own", Severity.FUNCTIONAL, check
)
