"""Title and first sentence of a problem that renames settle."""

from __future__ import annotations

from collections.abc import Sequence

from schemasync.core.model import Ref
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.described import described, display_name, new_name, short_name

Renames = Sequence[tuple[Ref, Ref]]
"""Objects of the migrations, each with its name in the database; the main one first."""


def rename_title(renames: Renames) -> str:
    """`column public.t.a seems to be called b in the database, and column public.t.c d`."""
    (main, now), *others = renames
    title = f"{described(main)} seems to be called {new_name(main, now)} in the database"
    if len(others) > 1:
        return f"{title}, and {len(others)} more objects by other names"
    return title + "".join(f", and {described(old)} {new_name(old, new)}" for old, new in others)


def rename_sentence(renames: Renames, *, is_all: bool, in_queries: Sequence[Ref]) -> str:
    """The names in the database.

    Args:
        renames: that settle the problem.
        is_all: nothing else differs.
        in_queries: old names that queries have, and that fail with them.
    """
    several = len(renames) > 1
    called = [
        f"the {KINDS[old.kind].label} {f'{short_name(old)} ' if several else ''}is called {new_name(old, new)}"
        for old, new in renames
    ]
    alone = f"; nothing else about {'them' if several else 'it'} differs" if is_all else ""
    words = f"In the database {some(called)}{alone}."
    if not in_queries:
        return words
    others = {new for _, new in renames}
    swapped = ", or means the other one" if any(old in others for old, _ in renames) else ""
    return f"{words} SQL that names {some([display_name(old) for old in in_queries], 'or')} fails{swapped}."
