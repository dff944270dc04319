"""Foreign keys whose columns no index begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemasync.core.sql import ident, name
from schemasync.core.wording import listed
from schemasync.kinds.described import display_name
from schemasync.rules.indexes import IndexShape, foreign_keys, indexes_after, indexes_of
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.views import table


def covers(indexes: Sequence[IndexShape], columns: tuple[str, ...]) -> bool:
    """Whether an index of all rows begins with these columns, in any order."""
    return any(not one.partial and set(one.columns[: len(columns)]) == set(columns) for one in indexes)


def check(context: RuleContext) -> Iterator[Match]:
    indexes, indexes_before = indexes_after(context), indexes_of(context.before)
    known = dict(foreign_keys(context.before))
    for ref, columns in sorted(foreign_keys(context.after)):
        if ref not in context.project or covers(indexes.get(ref.path[:2], ()), columns):
            continue
        old = indexes_before.get(ref.path[:2], ())
        if ref in known and not covers(old, known[ref]):
            continue
        several = len(columns) > 1
        sentence = (
            f"No index of all rows of {display_name(table(ref))} begins with {listed(columns)}, the column{'s' * several} of the "
            f"foreign key {ref.name}: each delete or key change in the referenced table reads this table whole."
        )
        fix = f"CREATE INDEX ON {name(*ref.path[:2])} ({', '.join(map(ident, columns))});"
        yield Match(context.place(ref, *(one.ref for one in old)), ref, sentence, fix)


RULE = Rule("foreign-key-without-index", "A foreign key has no index", Severity.PERFORMANCE, check)
