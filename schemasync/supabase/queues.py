"""Leave the tables of pgmq's queues to pgmq: a queue is compared as an object, and so is what people put on its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.sql import PUBLIC
from schemasync.kinds import KINDS
from schemasync.kinds.supabase.queue import table_paths
from schemasync.supabase.roles import API_ROLES, is_supabase_role

_FACTS = frozenset({"row_security", "policy", "trigger"})
"""Facts of a queue's tables that people make; grants are, too."""


def queue_tables(snapshot: Snapshot) -> frozenset[tuple[str, ...]]:
    """Paths of the tables of all queues: one to read from and one with the archive for each."""
    return frozenset(path for ref in snapshot.objects if ref.kind == "queue" for path in table_paths(ref))


def parts_of_queues(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """References that come with a queue: its tables with their columns, keys, indexes, sequences and owners."""
    tables = queue_tables(actual) | queue_tables(expected)
    if not tables:
        return frozenset()
    objects = {**actual.objects, **expected.objects}
    parts = frozenset(ref for ref in objects if _table_of(ref.subject, objects) in tables)
    return parts - facts_of_queues(actual, expected)


def facts_of_queues(actual: Snapshot, expected: Snapshot) -> frozenset[Ref]:
    """Row security, policies, triggers and grants on the tables of queues that the migrations make, on both sides."""
    tables = queue_tables(expected)
    sides = (actual, expected) if tables else ()
    return frozenset(ref for side in sides for ref in side.objects if _is_fact(ref) and ref.subject.path[:2] in tables)


def queues_together(refs: Iterable[Ref]) -> list[frozenset[Ref]]:
    """Each queue among some references with the facts of its tables, which are made with it."""
    refs = list(refs)
    found: dict[str, set[Ref]] = defaultdict(set)
    for queue in refs:
        if queue.kind == "queue":
            found[queue.name] = {queue, *(ref for ref in refs if ref.subject.path[:2] in table_paths(queue))}
    return [frozenset(group) for group in found.values()]


def _is_fact(ref: Ref) -> bool:
    if ref.kind == "grant":
        role = ref.path[0]
        return ref.subject.kind == "table" and (role in (PUBLIC, *API_ROLES) or not is_supabase_role(role))
    return ref.kind in _FACTS


def _table_of(subject: Ref, objects: Mapping[Ref, Model]) -> tuple[str, ...]:
    """Path of the table that an object is or is a part of; the sequence of its identity is named after it."""
    parent, model = KINDS[subject.kind].parent, objects.get(subject)
    whole = parent(subject, model) if parent is not None and model is not None else None
    schema, *names = (whole or subject).path[:2]
    return (schema, *(name.removesuffix("_msg_id_seq") for name in names))
