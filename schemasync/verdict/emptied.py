"""Find tables and columns that the pending files drop and make again, empty, and whether a statement may copy their values before."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemasync.core.model import Ref, Snapshot
from schemasync.core.source_line import SourceLine
from schemasync.core.trace import ChangeAction, TracedStatement
from schemasync.kinds import KINDS
from schemasync.kinds.model_checks import is_column
from schemasync.migrations.statements import mentions_name, mentions_words

_COPYING = ("INSERT", "UPDATE", "SELECT", "COPY", "MERGE")
"""Words of statements that read or write rows."""


class Emptied(NamedTuple):
    """A table or column that is dropped, and whose name an object has again afterwards.

    Attributes:
        ref: of both.
        place: of the drop.
        may_be_copied: a statement before the drop may copy its rows or values: it names the table, and reads or writes rows.
    """

    ref: Ref
    place: SourceLine
    may_be_copied: bool


def drops_of(statements: Sequence[TracedStatement]) -> dict[Ref, SourceLine]:
    """Object → the statement that drops it, in the dry run."""
    return {
        change.ref: statement.place
        for statement in statements
        for change in statement.changes
        if change.action == ChangeAction.DROP
    }


def find_emptied(
    statements: Sequence[TracedStatement], drops: Mapping[Ref, SourceLine], after: Snapshot
) -> Iterator[Emptied]:
    """Yield what loses its rows or values; where its definition is the same afterwards, no comparison shows it.

    Args:
        statements: of the pending files, as the dry run saw them.
        drops: of these (`drops_of`).
        after: state that the pending files define.
    """
    for ref, place in drops.items():
        if _holds_values(ref, after):
            yield Emptied(ref, place, _may_be_copied(ref, statements))


def _holds_values(ref: Ref, snapshot: Snapshot) -> bool:
    model = snapshot.objects.get(ref)
    if model is None:
        return False
    return model.stores_values if is_column(model) else KINDS[ref.kind].estimate is not None


def _may_be_copied(ref: Ref, statements: Sequence[TracedStatement]) -> bool:
    before = itertools.takewhile(
        lambda each: not any(c.action == ChangeAction.DROP and c.ref == ref for c in each.changes), statements
    )
    return any(
        mentions_name(each.text, ref.path[1]) and any(mentions_words(each.text, word) for word in _COPYING)
        for each in before
    )
