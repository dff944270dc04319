"""Copy from the target the objects that migrations use and never create (`baseline: target`)."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from schemasync.core import sqlstates
from schemasync.core.errors import PlanError
from schemasync.core.model import PART, Ref, Snapshot
from schemasync.expected.later_additions import Additions
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds import KINDS
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import identifiers, mentions_name
from schemasync.plan.build import build
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.prove.executor import execute
from schemasync.replay.results import FileResult
from schemasync.supabase.scope import is_project, restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

UNDEFINED = sqlstates.NAMES_NOTHING | {sqlstates.INVALID_COLUMN_REFERENCE, sqlstates.WRONG_OBJECT_TYPE}
"""SQLSTATEs of a statement that names an object which does not exist."""
_NAMES_OF_PART = 3
"""Length of the path of a part that has a name of its own: schema, table or domain, part."""


def fails_on_missing_object(result: FileResult) -> bool:
    """Whether a file failed because an object does not exist."""
    return result.error is not None and result.error.sqlstate in UNDEFINED


@dataclass(slots=True)
class BaselineLoader:
    """Copies objects of the target into the shadow, for one failing file at a time.

    Attributes:
        actual: state of the target.
        migrations: all files; a column, a key or an enum's label that one of them adds is not copied before that file runs.
        copied: objects that were copied.
        kinds: kinds of the objects that a file may miss; None for all. What these objects need is copied whatever its kind.
    """

    actual: Snapshot
    migrations: Sequence[Migration]
    copied: set[Ref] = field(default_factory=set)
    kinds: frozenset[str] | None = None
    _known_additions: Additions | None = None

    def provide_missing(
        self, result: FileResult, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls
    ) -> bool:
        """Copy the objects that a failed file misses; False if there are none to copy."""
        error = result.error
        if error is None or not fails_on_missing_object(result):
            return False
        names = identifiers(error.statement or result.migration.sql) | identifiers(error.message)
        shadow = read_snapshot(connection)
        missing = self._missing(names, error.message, shadow)
        return self._copy(missing, shadow, connection, privileged_calls, all_parts=False)

    def finish(self, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls) -> None:
        """After the last file, copy the parts of copied objects that no migration made: policies, triggers, indexes."""
        wholes = {ref for ref in self.copied if KINDS[ref.kind].parent is None and not KINDS[ref.kind].satellite}
        if wholes:
            self._copy(wholes, read_snapshot(connection), connection, privileged_calls, all_parts=True)

    def _copy(
        self,
        refs: set[Ref],
        shadow: Snapshot,
        connection: psycopg.Connection[Any],
        privileged_calls: PrivilegedCalls,
        *,
        all_parts: bool,
    ) -> bool:
        """Create objects in the shadow with what they need; whether anything was created."""
        wanted = {ref for ref in self._with_needs(refs, shadow, all_parts=all_parts) if ref not in shadow.objects}
        if not wanted:
            return False
        goals = (self.actual,) if all_parts else (self._additions.without_labels(self.actual), self.actual)
        for goal in goals:  # a default may need a label
            with contextlib.suppress(PlanError), privileged_calls.outside_migrations():
                execute(connection, build(shadow, restrict(shadow, goal, wanted), PROJECT_ROLE), privileged_calls)
                self.copied |= wanted
                return True
        return False

    def _missing(self, names: Collection[str], message: str, shadow: Snapshot) -> set[Ref]:
        """Objects of the target that the error names and the shadow lacks.

        Args:
            names: every identifier of the failed statement and of the message.
            message: of PostgreSQL.
            shadow: state of the shadow.
        """
        found = set()
        for ref, model in self.actual.objects.items():
            if self.kinds is not None and ref.kind not in self.kinds:
                continue
            if ref in shadow.objects or KINDS[ref.kind].satellite or not is_project(ref, model, ()):
                continue
            is_named_part = _is_named_part(ref)
            name = ref.path[-1] if is_named_part or len(ref.path) == 1 else ref.path[1]
            can_be_meant = ref.path[1] in names if is_named_part else not _is_part(ref)
            if can_be_meant and mentions_name(message, name):
                found.add(ref)
        return found

    def _with_needs(self, refs: set[Ref], shadow: Snapshot, *, all_parts: bool) -> set[Ref]:
        """The objects, their parts, and everything that these depend on, as far as the shadow lacks it."""
        needs: dict[Ref, list[Ref]] = defaultdict(list)
        parts: dict[Ref, list[Ref]] = defaultdict(list)
        for edge in self.actual.edges:
            needs[edge.dependent].append(edge.referenced)
            if edge.type == PART:
                parts[edge.referenced].append(edge.dependent)
        found: set[Ref] = set()
        queue = list(refs)
        while queue:
            ref = queue.pop()
            if ref in found or (not all_parts and any(self._is_added(need) for need in (ref, *needs[ref]))):
                continue
            found.add(ref)
            queue += [part for part in parts[ref] if all_parts or self._is_copied_with_whole(part)]
            queue += [need for need in needs[ref] if need not in shadow.objects]
        return found

    def _is_copied_with_whole(self, ref: Ref) -> bool:
        """Whether statements may need a part of their table at once: a column with its facts, or a key."""
        kind = KINDS[ref.kind]
        if self._is_column(ref) or kind.subobject or kind.satellite:
            return True
        if self._additions.has(ref.path):
            return False
        role = kind.constraint_role(self.actual.objects[ref]) if kind.constraint_role else ""
        return role in ("primary", "unique")

    def _is_column(self, ref: Ref) -> bool:
        """Whether the object's address is that of a column."""
        address = self.actual.addresses.get(ref)
        return address is not None and address.objsubid > 0

    def _is_added(self, ref: Ref) -> bool:
        """Whether a migration adds the column itself."""
        return self._is_column(ref) and self._additions.has(ref.path)

    @property
    def _additions(self) -> Additions:
        if self._known_additions is None:
            self._known_additions = Additions(self.migrations)
        return self._known_additions


def _is_part(ref: Ref) -> bool:
    return KINDS[ref.kind].parent is not None


def _is_named_part(ref: Ref) -> bool:
    """Whether the object is a part of a table or domain under a name of its own, which a statement can miss."""
    kind = KINDS[ref.kind]
    return _is_part(ref) and not kind.subobject and kind.schema_at == 0 and len(ref.path) == _NAMES_OF_PART
