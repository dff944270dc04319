"""What is known beyond its name is renamed, not made beside itself: the state after that is where a plan starts."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from schemasync.model import Edge, Ref, Snapshot, Statement
from schemasync.objects import KINDS
from schemasync.sql import name


def rename(before: Snapshot, after: Snapshot) -> tuple[Snapshot, list[Statement]]:
    """Rename what bears another name in `after`; answers the state after that, and the statements that lead there."""
    statements = []
    for old, new in list(_pairs(before, after)):
        say = KINDS[old.kind].rename
        assert say
        before, moved = _renamed(before, old, new)
        touched = (new, old, *(ref for pair in moved for ref in pair))
        statements += [Statement(sql, new, "alter", tuple(dict.fromkeys(touched))) for sql in say(old, new)]
    return before, statements


def _pairs(before: Snapshot, after: Snapshot) -> Iterator[tuple[Ref, Ref]]:
    """(name before, name after) of what only one object can be; the new name is free."""
    taken = {ref.path for ref in before.objects}
    for kind in KINDS.values():
        if not kind.known_by:
            continue
        known: dict[Any, list[Ref]] = defaultdict(list)
        for ref, model in before.objects.items():
            if ref.kind == kind.name and ref not in after.objects and (key := kind.known_by(model)) is not None:
                known[key].append(ref)
        for ref, model in after.objects.items() if known else ():
            if ref.kind == kind.name and ref.path not in taken and len(found := known[kind.known_by(model)]) == 1:
                yield found[0], ref


def _renamed(snapshot: Snapshot, old: Ref, new: Ref) -> tuple[Snapshot, list[tuple[Ref, Ref]]]:
    """The snapshot as the server would print it then, and the references that are others; texts in quotes stay."""
    word = re.compile(rf"(?<![\w$.\"]){re.escape(name(*old.path))}(?![\w$.\"])")
    text = name(*new.path)
    size = len(old.path)

    def path(ref: Ref) -> Ref:
        if ref == old:
            return new
        parts = ref.path
        if parts[: size + 1] == (old.kind, *old.path):
            parts = (old.kind, *new.path, *parts[size + 1 :])
        return Ref(ref.kind, tuple(word.sub(lambda _: text, part) for part in parts))

    refs = {ref: path(ref) for ref in snapshot.objects}
    objects = {
        refs[ref]: _respelt(ref, model, lambda value: word.sub(lambda _: text, value))
        for ref, model in snapshot.objects.items()
    }
    edges = tuple(Edge(path(start), path(end), type_) for start, end, type_ in snapshot.edges)
    addresses = {path(ref): address for ref, address in snapshot.addresses.items()}
    moved = [(ref, other) for ref, other in refs.items() if ref != other]
    return dataclasses.replace(snapshot, objects=objects, edges=edges, addresses=addresses), moved


def _respelt(ref: Ref, model: Any, respell: Callable[[str], str]) -> Any:
    """A model with names in it spelt anew; what PostgreSQL keeps as it was written stays so."""
    body = KINDS[ref.kind].body
    verbatim = body(model) if body else None
    changed = {}
    for field in dataclasses.fields(model):
        value = getattr(model, field.name)
        if value is not verbatim and (other := _deep(value, respell)) != value:
            changed[field.name] = other
    return dataclasses.replace(model, **changed) if changed else model


def _deep(value: Any, respell: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return respell(value)
    return tuple(_deep(item, respell) for item in value) if isinstance(value, tuple) else value
