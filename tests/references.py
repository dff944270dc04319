"""References to objects, written in one line."""

from __future__ import annotations

from schemasync.core.model import Ref


def reference(kind: str, *path: str) -> Ref:
    """The reference of an object; a fact is written with the object that it belongs to.

    `reference("comment", "table", "app", "t")`, `reference("grant", "table", "app", "t", "anon")`.
    """
    if kind in ("comment", "owner"):
        return Ref(kind, (), Ref(path[0], path[1:]))
    if kind in ("grant", "extension_dependency"):
        return Ref(kind, path[-1:], Ref(path[0], path[1:-1]))
    return Ref(kind, path)
