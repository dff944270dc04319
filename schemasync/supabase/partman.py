"""Partitions that pg_partman makes as time goes by: they follow from its settings, and no migration says them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from schemasync.model import Ref, Snapshot

EXTENSION = Ref("extension", ("pg_partman",))
_SUFFIX = re.compile(r"_(?:p\d[\dw_]*|default)\Z")
"""Behind the parent's name, which is cut where both together are too long for a name."""
_LONGEST = 63
_PARTS = "saiPS"
"""Types of the edges from what goes where the whole goes."""


def partitions(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Partitions that bear pg_partman's names, its templates, and what is on either, as far as only the database has them.

    Those of a table that the migrations do not have are left out: they go with it.
    """
    if EXTENSION not in actual.objects:
        return frozenset()
    below: dict[Ref, list[Ref]] = defaultdict(list)
    for dependent, referenced, type_ in actual.edges:
        if type_ in _PARTS:
            below[referenced].append(dependent)
    found, queue = set[Ref](), list(_tables(actual, expected))
    while queue:
        ref = queue.pop()
        if ref not in found and ref not in expected.objects:
            found.add(ref)
            queue += below[ref]
    return frozenset(found)


def _tables(actual: Snapshot, expected: Snapshot) -> Iterator[Ref]:
    schema = actual.objects[EXTENSION].schema
    parents = set[Ref]()
    for ref, model in actual.objects.items():
        if ref.kind == "inheritance" and model.bound is not None and _is_named_so(ref.path):
            parent = Ref("table", ref.path[2:])
            if parent in expected.objects:
                parents.add(parent)
                yield Ref("table", ref.path[:2])
    for parent in parents:
        yield Ref("table", (schema, "_".join(("template", *parent.path))[:_LONGEST]))


def _is_named_so(link: tuple[str, ...]) -> bool:
    schema, child, above, parent = link
    suffix = _SUFFIX.search(child)
    return bool(schema == above and suffix and child == parent[: _LONGEST - len(suffix[0])] + suffix[0])
