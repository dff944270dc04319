"""Describe the server's estimates of the target's tables in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from schemasync.core.model import Ref, Snapshot
from schemasync.core.wording import size_in_words
from schemasync.kinds import KINDS


class TableSizes:
    """The estimates of all tables of a snapshot."""

    def __init__(self, actual: Snapshot) -> None:
        self._actual = actual

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Ref]:
        return {(ref.path[0], ref.path[1]): ref for ref in self._actual.objects if KINDS[ref.kind].estimate}

    def of(self, ref: Ref) -> str:
        """`about 1.2 million rows, 310.0 MB`; empty where nothing is known."""
        estimate = KINDS[ref.kind].estimate
        if estimate is None or ref not in self._actual.objects:
            return ""
        found = estimate(self._actual.objects[ref])
        return size_in_words(found.rows, found.bytes) if found.is_known else ""

    def named(self, schema: str, table: str) -> str:
        """The same of a table by its name."""
        ref = self._by_name.get((schema, table))
        return self.of(ref) if ref else ""
