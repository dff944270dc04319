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


def parse_reference(text: str) -> Ref:
    """Read `kind path/of/names`, followed by ` of ` and the object that it belongs to if it is a fact.

    `column app/t/c`, `comment of schema app`, `grant anon of table app/t`. Raises `ValueError`.
    """
    own, _, owner = text.partition(" of ")
    kind, _, path = own.partition(" ")
    if not kind.isidentifier() or not (path or owner):
        raise ValueError(f"`{text}` names no object: write `kind path/of/names`, or `kind path of …`")
    return Ref(kind, tuple(path.split("/")) if path else (), parse_reference(owner) if owner else None)
