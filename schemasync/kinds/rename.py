"""ALTER … RENAME TO and SET SCHEMA of an object of which nothing but the name or the schema changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemasync.core.model import Ref, Snapshot
from schemasync.core.sql import Sql, ident
from schemasync.kinds.paths import relation_name, relation_of

Rename = Callable[[Ref, Ref, Snapshot], Sequence[Sql] | None]


def rename_by(target: Callable[[Ref], str], position: int = -1, *, moves: bool = False) -> Rename:
    """Statements that rename an object within its schema or table, or move it to another schema under its name.

    Args:
        target: the object as ALTER names it (`TABLE public.t`).
        position: of the name in the path.
        moves: ALTER can set the schema, which is the first part of the path.

    Returns:
        A function of the object, its other name and a snapshot; its answer is None if more than the name changes.
    """

    def rename(old: Ref, new: Ref, _: Snapshot) -> Sequence[Sql] | None:
        path, new_name = list(old.path), new.path[position]
        path[position] = new_name
        if old.of or new.of:
            return None
        if moves and old.path[1:] == new.path[1:]:
            return [Sql(f"ALTER {target(old)} SET SCHEMA {ident(new.path[0])}")]
        if tuple(path) != new.path:
            return None
        return [Sql(f"ALTER {target(old)} RENAME TO {ident(new_name)}")]

    return rename


def rename_part(word: str) -> Rename:
    """Statements that rename a part of a table: a `COLUMN` or a `CONSTRAINT`."""

    def rename(old: Ref, new: Ref, _: Snapshot) -> Sequence[Sql] | None:
        if old.of or new.of or relation_of(old) != relation_of(new):
            return None
        return [Sql(f"ALTER TABLE {relation_name(old)} RENAME {word} {ident(old.name)} TO {ident(new.name)}")]

    return rename
