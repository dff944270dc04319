"""Foreign keys whose columns no index begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemasync.core.model import Ref
from schemasync.core.sql import ident, name
from schemasync.rules._context import once_per_check
from schemasync.rules._indexes import IndexShape, foreign_keys, indexes_of
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._views import table
from schemasync.rules._words import listed
from schemasync.verdict.areas import display_name


def covers(indexes: Sequence[IndexShape], columns: tuple[str, ...]) -> bool:
    """Whether an index without a condition begins with these columns, in any order."""
    return any(not one.partial and set(one.columns[: len(columns)]) == set(columns) for one in indexes)


@once_per_check
def uncovered_before(context: RuleContext) -> frozenset[Ref]:
    """Foreign keys that had no index before."""
    indexes = indexes_of(context.before)
    return frozenset(
        ref for ref, columns in foreign_keys(context.before) if not covers(indexes.get(ref.path[:2], ()), columns)
    )


def check(context: RuleContext) -> Iterator[Match]:
    indexes = indexes_of(context.after)
    for ref, columns in sorted(foreign_keys(context.after)):
        mine = indexes.get(ref.path[:2], ())
        if ref not in context.project or covers(mine, columns) or ref in uncovered_before(context):
            continue
        sentence = (
            f"No index of {display_name(table(ref))} begins with {listed(columns)}, the columns of the foreign key {ref.name}: "
            "each delete or key change in the referenced table reads this table whole."
        )
        fix = f"CREATE INDEX ON {name(*ref.path[:2])} ({', '.join(map(ident, columns))});"
        yield Match(context.place(ref), ref, sentence, fix)


RULE = Rule("foreign-key-without-index", "A foreign key has no index", Severity.PERFORMANCE, check)
