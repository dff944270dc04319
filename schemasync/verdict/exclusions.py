"""Describe the differences that a plan excludes, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemasync.core.model import Ref
from schemasync.kinds.described import described
from schemasync.prove.exclusion import Exclusion

SHOWN = 5
"""Greatest number of reasons that are named, and of objects for each reason."""


def describe_excluded(excluded: Mapping[Ref, Exclusion]) -> str:
    """Each reason once, after the objects that it excludes; empty if nothing is excluded."""
    objects: dict[Exclusion, list[str]] = {}
    for ref, exclusion in sorted(excluded.items()):
        if ref.of not in excluded:
            objects.setdefault(exclusion, []).append(described(ref))
    reasons = [f"{', '.join(_shorten(names))} ({_reason(names, exclusion)})" for exclusion, names in objects.items()]
    return "; ".join(_shorten(reasons))


def _reason(names: Sequence[str], exclusion: Exclusion) -> str:
    return exclusion.reason if names == [described(exclusion.ref)] else str(exclusion)


def _shorten(names: list[str]) -> list[str]:
    return names if len(names) <= SHOWN else [*names[:SHOWN], f"{len(names) - SHOWN} more"]
