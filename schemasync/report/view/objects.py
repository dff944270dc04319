"""Values of the list of objects in a report view: areas, their objects, and the parts of these."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from schemasync.core.sync_status import SyncStatus


@dataclass(frozen=True, slots=True)
class ItemView:
    """One checked part of an object: a column, an index, a policy; `note` is why its difference is accepted."""

    icon: str
    name: str
    text: str
    status: SyncStatus
    note: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """The parts of one kind."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ObjectView:
    """One object with all its parts.

    Attributes:
        name: of the object.
        kind, kinds: what one such object is called, and several.
        status, icon: of the object and its parts.
        origin: `file:line` of its definition in the migrations; empty if there is none.
        text: its definition.
        sections: its parts by kind.
        problems: numbers of the problems that concern it.
        checks: number of compared references.
    """

    name: str
    kind: str
    kinds: str
    status: SyncStatus
    icon: str
    origin: str
    text: str
    sections: tuple[SectionView, ...]
    problems: tuple[int, ...]
    checks: int


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area of the product: `percent`, `checks`, `in_sync` and `open` are those of its `Score`."""

    name: str
    percent: int
    checks: int
    in_sync: int
    open: int
    objects: tuple[ObjectView, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[ObjectView, ...]], ...]:
        """Objects by kind, in order."""
        groups: dict[str, list[ObjectView]] = defaultdict(list)
        for item in self.objects:
            groups[item.kinds].append(item)
        return tuple((title, tuple(items)) for title, items in groups.items())
