"""Find the partitions that a job of the project makes and drops as time goes by: parts of a range that moves.

Partitions of a RANGE that differ from others of the same table in the digits of their names alone (`events_2026_11`), and that
only one side has, are of such a range. A name needs four digits, as a date has, so that `part_1` and `part_2` do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from schemasync.core.graph import parts_only_in, reachable_from
from schemasync.core.model import Ref, Snapshot
from schemasync.core.wording import some
from schemasync.kinds.described import display_name
from schemasync.kinds.inheritance import partitions
from schemasync.supabase.partman import EXTENSION

_SAME_DIGITS = str.maketrans(dict.fromkeys("123456789", "0"))
_DIGITS_OF_A_DATE = 4
_RANGE = "RANGE "


def moved_partitions(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """The partitions that only one side has, with their parts."""
    made, dropped = _both(actual, expected)
    return _with_parts(made, actual, expected) | _with_parts(dropped, expected, actual)


def _with_parts(moved: Mapping[Ref, list[Ref]], one: Snapshot, other: Snapshot) -> frozenset[Ref]:
    """Partitions of one side with their parts; the dependencies are worked out only where there are any."""
    starts = [partition for group in moved.values() for partition in group]
    return frozenset(reachable_from(starts, parts_only_in(one, other))) if starts else frozenset()


def moved_partitions_sentence(actual: Snapshot, expected: Snapshot) -> str:
    """One sentence that names the tables with such partitions; or none."""
    counts: dict[str, int] = defaultdict(int)
    for side in _both(actual, expected):
        for parent, group in side.items():
            counts[display_name(parent)] += len(group)
    if not counts:
        return ""
    named = some([f"{number} of {name}" for name, number in sorted(counts.items())])
    return f"not compared: partitions that come and go with time, as their names and ranges say: {named}"


def _both(actual: Snapshot, expected: Snapshot) -> tuple[Mapping[Ref, list[Ref]], Mapping[Ref, list[Ref]]]:
    """Partitions that were made, and those that were dropped of the same tables; pg_partman's are known by its settings."""
    made = _moved(actual, expected)
    if not made or any(extension.name == EXTENSION for extension in actual.extension_members.values()):
        return made, {}
    return made, {parent: group for parent, group in _moved(expected, actual).items() if parent in made}


def _moved(one: Snapshot, other: Snapshot) -> Mapping[Ref, list[Ref]]:
    """Parent → its partitions that `other` lacks, and that follow the names of partitions which `other` has."""
    patterns = {(parent, _pattern(partition)) for parent, partition in partitions(other)}
    found: dict[Ref, list[Ref]] = defaultdict(list)
    for parent, partition in partitions(one):
        key = getattr(one.objects.get(parent), "partition_key", None) or ""
        dated = sum(map(str.isdecimal, partition.name)) >= _DIGITS_OF_A_DATE
        if (
            key.startswith(_RANGE)
            and dated
            and partition not in other.objects
            and (parent, _pattern(partition)) in patterns
        ):
            found[parent].append(partition)
    return found


def _pattern(partition: Ref) -> tuple[str, ...]:
    """Path of a partition with its digits replaced."""
    return tuple(name.translate(_SAME_DIGITS) for name in partition.path)
