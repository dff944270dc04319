"""Partitions that pg_partman makes as time goes by: they follow from its settings, and no migration says them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from schemasync.model import Ref, Snapshot

EXTENSION = Ref("extension", ("pg_partman",))
_SUFFIX = re.compile(r"_(?:p\d[\d_]*|default)\Z")
"""Behind the parent's name, which is cut where both together are too long for a name."""
_PARTS = "saiPS"
"""Types of the edges from what goes where the whole goes."""


def partitions(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Partitions that bear pg_partman's names, its templates, and what is on either; of tables that both sides have."""
    found = set[Ref]()
    for snapshot in (actual, expected):
        if EXTENSION not in snapshot.objects:
            continue
        below: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, type_ in snapshot.edges:
            if type_ in _PARTS:
                below[referenced].append(dependent)
        queue = list(_tables(snapshot, actual, expected))
        while queue:
            ref = queue.pop()
            if ref not in found:
                found.add(ref)
                queue += below[ref]
    return frozenset(found)


def _tables(snapshot: Snapshot, actual: Snapshot, expected: Snapshot) -> Iterator[Ref]:
    schema = snapshot.objects[EXTENSION].schema
    for ref, model in snapshot.objects.items():
        if ref.kind == "table" and ref.path[0] == schema and ref.path[1].startswith("template_"):
            yield ref
        elif ref.kind == "inheritance" and model.bound is not None and _is_named_so(ref.path):
            parent = Ref("table", ref.path[2:])
            if parent in actual.objects and parent in expected.objects:
                yield Ref("table", ref.path[:2])


def _is_named_so(link: tuple[str, ...]) -> bool:
    schema, child, above, parent = link
    suffix = _SUFFIX.search(child)
    return bool(schema == above and suffix and parent.startswith(child[: suffix.start()]) and suffix.start())
