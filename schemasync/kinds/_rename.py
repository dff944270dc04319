"""ALTER … RENAME TO of an object whose name alone changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import Sql, ident, name

Rename = Callable[[Ref, Ref, Snapshot], Sequence[Sql] | None]


def rename_by(target: Callable[[Ref], str], position: int = -1) -> Rename:
    """Statements that rename an object within its schema or table.

    Args:
        target: the object as ALTER names it (`TABLE public.t`).
        position: of the name in the path.

    Returns:
        A function of the object, its other name and a snapshot; its answer is None if more than the name changes.
    """

    def rename(old: Ref, new: Ref, _: Snapshot) -> Sequence[Sql] | None:
        path = list(old.path)
        path[position] = new.path[position]
        if old.of or new.of or tuple(path) != new.path:
            return None
        return [Sql(f"ALTER {target(old)} RENAME TO {ident(new.path[position])}")]

    return rename


def rename_part(word: str) -> Rename:
    """Statements that rename a part of a table: a `COLUMN` or a `CONSTRAINT`."""

    def rename(old: Ref, new: Ref, _: Snapshot) -> Sequence[Sql] | None:
        if old.of or new.of or old.path[:-1] != new.path[:-1]:
            return None
        table = name(*old.path[:-1])
        return [Sql(f"ALTER TABLE {table} RENAME {word} {ident(old.path[-1])} TO {ident(new.path[-1])}")]

    return rename
