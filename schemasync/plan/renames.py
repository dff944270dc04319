"""Rename objects with a stable key first, instead of dropping and creating them; the plan starts from the result."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import postgast

from schemasync.core.model import Edge, Ref, Snapshot, Statement
from schemasync.core.sql import name
from schemasync.kinds import KINDS

Respell = Callable[[str], str]


def rename(before: Snapshot, after: Snapshot) -> tuple[Snapshot, list[Statement]]:
    """Rename what bears another name in `after`; answers the state after that, and the statements that lead there."""
    statements = []
    for old, new in list(_pairs(before, after)):
        rule = KINDS[old.kind].rename
        said = rule.statements(old, new, before) if rule else None
        if said is None:
            continue
        before, moved = _renamed(before, old, new)
        touched = (new, old, *(ref for pair in moved for ref in pair))
        statements += [Statement(sql, new, "alter", tuple(dict.fromkeys(touched))) for sql in said]
    return before, statements


def _pairs(before: Snapshot, after: Snapshot) -> Iterator[tuple[Ref, Ref]]:
    """(name before, name after) of what only one object can be; the new name is free."""
    taken = {ref.path for ref in before.objects}
    for kind in KINDS.values():
        if kind.rename is None:
            continue
        known: dict[Any, list[Ref]] = defaultdict(list)
        for ref, model in before.objects.items():
            if ref.kind == kind.name and ref not in after.objects and (key := kind.rename.key(model)) is not None:
                known[key].append(ref)
        for ref, model in after.objects.items() if known else ():
            if ref.kind == kind.name and ref.path not in taken and len(found := known[kind.rename.key(model)]) == 1:
                yield found[0], ref


def _renamed(snapshot: Snapshot, old: Ref, new: Ref) -> tuple[Snapshot, list[tuple[Ref, Ref]]]:
    """The snapshot as the server would print it then, and the references that are others."""
    users = {edge.dependent for edge in snapshot.edges if edge.referenced == old and edge.type != "s"}
    refs, objects = _respelt(snapshot, old, new, users)
    homes = {Ref(kind, old.path[:1]): Ref(kind, new.path[:1]) for kind in KINDS} if old.path[0] != new.path[0] else {}
    edges = []
    for start, end, type_ in snapshot.edges:
        moved = homes.get(end, end) if start == old else end
        edges.append(Edge(refs.get(start, start), refs.get(moved, moved), type_))
    addresses = {refs.get(ref, ref): address for ref, address in snapshot.addresses.items()}
    changed = dataclasses.replace(snapshot, objects=objects, edges=tuple(edges), addresses=addresses)
    return changed, [(ref, other) for ref, other in refs.items() if ref != other]


def _respelt(snapshot: Snapshot, old: Ref, new: Ref, users: set[Ref]) -> tuple[dict[Ref, Ref], dict[Ref, Any]]:
    """Each reference as it is afterwards, and the objects; a name within a string stays, and so does a body."""
    words, text = _words(name(*old.path)), name(*new.path)

    def respell(value: str) -> str:
        return _respell(value, words, text)

    refs = {old: new} | {ref: Ref(ref.kind, tuple(map(respell, ref.path))) for ref in users if ref in snapshot.objects}
    for ref in snapshot.objects:
        if ref.of in refs:
            refs[ref] = ref._replace(of=refs[ref.of])
    objects = {}
    for ref, model in snapshot.objects.items():
        objects[refs.get(ref, ref)] = _model(ref, model, respell) if ref in users else model
    return refs, objects


def _words(text: str) -> list[tuple[str, int, int]]:
    """(token, start, end) of a text, in bytes, as SQL's own scanner sees it; none if it cannot."""
    data = text.encode()
    try:
        return [(data[t.start : t.end].decode(), t.start, t.end) for t in postgast.scan(text).tokens]
    except postgast.PgQueryError:
        return []


def _respell(text: str, words: list[tuple[str, int, int]], instead: str) -> str:
    """The text with another name in place of one of several tokens, where that is no part of a longer one."""
    wanted, found, data = [word for word, _, _ in words], _words(text), text.encode()
    told = [word for word, _, _ in found]
    for at in range(len(told) - len(wanted), -1, -1):
        end = at + len(wanted)
        if told[at:end] == wanted and "." not in (*told[max(at - 1, 0) : at], *told[end : end + 1]):
            data = data[: found[at][1]] + instead.encode() + data[found[end - 1][2] :]
    return data.decode()


def _model(ref: Ref, model: Any, respell: Respell) -> Any:
    body = KINDS[ref.kind].code.function_body
    verbatim = body(model) if body else None
    changed = {}
    for field in dataclasses.fields(model):
        value = getattr(model, field.name)
        if value is not verbatim and (other := _deep(value, respell)) != value:
            changed[field.name] = other
    return dataclasses.replace(model, **changed) if changed else model


def _deep(value: Any, respell: Respell) -> Any:
    if isinstance(value, str):
        return respell(value)
    return tuple(_deep(item, respell) for item in value) if isinstance(value, tuple) else value
