"""Look up the catalog rows of one table in a reading, without a walk through the catalogs of the whole database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from schemasync.replay.reading import Column, Constraint, Index, Reading

Key = TypeVar("Key")
Row = TypeVar("Row")


class TableRows:
    """Rows of a reading by table. Each grouping is made when it is first asked for.

    Args:
        reading: of all rows, or of those written since an earlier one.
        earlier: rows of that earlier reading; None without one.
    """

    def __init__(self, reading: Reading, earlier: TableRows | None = None) -> None:
        self._reading, self._earlier = reading, earlier

    def columns(self, relation: int) -> Mapping[int, Column]:
        """Columns of a table by number."""
        earlier = self._earlier.columns(relation) if self._earlier else {}
        return {**earlier, **{key[1]: row for key, row in self._columns.get(relation, {}).items()}}

    def constraints(self, relation: int) -> Mapping[int, Constraint]:
        """Constraints of a table by OID."""
        earlier = self._earlier.constraints(relation) if self._earlier else {}
        return {**earlier, **self._constraints.get(relation, {})}

    def referencing(self, relation: int) -> Mapping[int, Constraint]:
        """Foreign keys that reference a table, by OID."""
        earlier = self._earlier.referencing(relation) if self._earlier else {}
        return {**earlier, **self._referencing.get(relation, {})}

    def checks_of_domain(self, domain: int) -> Mapping[int, Constraint]:
        """Checks of a domain by OID."""
        earlier = self._earlier.checks_of_domain(domain) if self._earlier else {}
        return {**earlier, **self._of_domains.get(domain, {})}

    def indexes(self, relation: int) -> Mapping[int, Index]:
        """Unique indexes and exclusion constraints of a table by OID."""
        earlier = self._earlier.indexes(relation) if self._earlier else {}
        return {**earlier, **self._indexes.get(relation, {})}

    @cached_property
    def _columns(self) -> Mapping[int, Mapping[tuple[int, int], Column]]:
        return _grouped(self._reading.columns.items(), lambda key, _: key[0])

    @cached_property
    def _constraints(self) -> Mapping[int, Mapping[int, Constraint]]:
        return _grouped(self._reading.constraints.items(), lambda _, row: row.relation)

    @cached_property
    def _referencing(self) -> Mapping[int, Mapping[int, Constraint]]:
        return _grouped(self._reading.constraints.items(), lambda _, row: row.referenced)

    @cached_property
    def _of_domains(self) -> Mapping[int, Mapping[int, Constraint]]:
        checks = ((oid, row) for oid, row in self._reading.constraints.items() if row.kind == "c")
        return _grouped(checks, lambda _, row: row.domain)

    @cached_property
    def _indexes(self) -> Mapping[int, Mapping[int, Index]]:
        return _grouped(self._reading.indexes.items(), lambda _, row: row.relation)


def _grouped(rows: Iterable[tuple[Key, Row]], relation: Callable[[Key, Row], int]) -> Mapping[int, Mapping[Key, Row]]:
    """Relation → its rows."""
    found: dict[int, dict[Key, Row]] = defaultdict(dict)
    for key, row in rows:
        found[relation(key, row)][key] = row
    return dict(found)
