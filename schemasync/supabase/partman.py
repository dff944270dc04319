"""Find the partitions that pg_partman creates over time, which follow from its settings and are in no migration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemasync.core.graph import adjacency, parts_only_in, reachable_from
from schemasync.core.model import Ref, Snapshot
from schemasync.kinds.inheritance import partitions

EXTENSION = "pg_partman"
_SUFFIX = re.compile(r"_(?:p\d[\dw_]*|default)\Z")
"""Suffix of a partition's name, after its parent's name, which pg_partman truncates to fit 63 bytes."""
_LONGEST = 63


def partman_objects(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Partitions with pg_partman's names, its template tables, and their parts, if only the database has them.

    Partitions of a table that no migration makes are not included: they are part of the difference of that table.
    """
    extension = next((ref for ref in set(actual.extension_members.values()) if ref.name == EXTENSION), None)
    if extension is None or extension not in actual.objects:
        return frozenset()
    tables = (table for table in _tables(actual, expected, extension) if table not in expected.objects)
    return frozenset(reachable_from(tables, parts_only_in(actual, expected)))


def _tables(actual: Snapshot, expected: Snapshot, extension: Ref) -> Iterator[Ref]:
    below = adjacency(pair for pair in partitions(actual) if _has_partman_name(*pair))
    parents = [parent for parent in below if parent in expected.objects]
    yield from reachable_from(parents, below)
    for parent in parents:
        template = "_".join(("template", *parent.path))[:_LONGEST]
        yield Ref(parent.kind, (actual.objects[extension].schema, template))


def _has_partman_name(parent: Ref, partition: Ref) -> bool:
    """Whether a partition has a name that pg_partman gives to partitions of this parent."""
    suffix = _SUFFIX.search(partition.name)
    if suffix is None or parent.path[0] != partition.path[0]:
        return False
    return partition.name == parent.name[: _LONGEST - len(suffix[0])] + suffix[0]
