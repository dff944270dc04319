"""Partitions that pg_partman makes as time goes by: they follow from its settings, and no migration says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemasync.core.graph import led_to, neighbours, parts_alone
from schemasync.core.model import Ref, Snapshot

EXTENSION = Ref("extension", ("pg_partman",))
_SUFFIX = re.compile(r"_(?:p\d[\dw_]*|default)\Z")
"""Behind the parent's name, which is cut where both together are too long for a name."""
_LONGEST = 63


def partitions(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Partitions that bear pg_partman's names, its templates, and what is on either, as far as only the database has them.

    Those of a table that the migrations do not have are left out: they go with it.
    """
    if EXTENSION not in actual.objects:
        return frozenset()
    tables = (table for table in _tables(actual, expected) if table not in expected.objects)
    return frozenset(led_to(tables, parts_alone(actual, expected)))


def _tables(actual: Snapshot, expected: Snapshot) -> Iterator[Ref]:
    objects = actual.objects
    links = [ref.path for ref, model in objects.items() if ref.kind == "inheritance" and model.bound is not None]
    below = neighbours((Ref("table", link[2:]), Ref("table", link[:2])) for link in links if _is_named_so(link))
    parents = [parent for parent in below if parent in expected.objects]
    yield from led_to(parents, below)
    for parent in parents:
        yield Ref("table", (objects[EXTENSION].schema, "_".join(("template", *parent.path))[:_LONGEST]))


def _is_named_so(link: tuple[str, ...]) -> bool:
    schema, child, above, parent = link
    suffix = _SUFFIX.search(child)
    return bool(schema == above and suffix and child == parent[: _LONGEST - len(suffix[0])] + suffix[0])
