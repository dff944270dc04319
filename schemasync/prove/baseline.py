"""Copy objects that migrations use but never create from the database (`baseline: target`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from schemasync.core.errors import PlanError
from schemasync.core.model import Ref, Snapshot
from schemasync.introspect.snapshot import read_snapshot
from schemasync.kinds import KINDS
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import identifiers, mentions_name, split
from schemasync.plan.build import build
from schemasync.postgres.shadow import PROJECT_ROLE
from schemasync.prove.executor import execute
from schemasync.replay.runner import FileResult
from schemasync.supabase.scope import is_project, restrict
from schemasync.supautils.privileged_calls import PrivilegedCalls

UNDEFINED = frozenset({"42P01", "42703", "42704", "42883", "3F000", "42P10", "42809"})
"""SQLSTATEs of a statement that names an object which does not exist."""


def misses(result: FileResult) -> bool:
    """Whether a file failed because an object does not exist."""
    return result.error is not None and result.error.sqlstate in UNDEFINED


_LEVELS = 3
"""Names in the path of a part that has a name of its own: schema, table or domain, part."""


@dataclass(slots=True)
class BaselineLoader:
    """Copies objects of the database into the shadow, for one failing file at a time.

    Attributes:
        actual: the database.
        migrations: all files; objects that they add themselves are not copied before they run.
        copied: objects that were copied.
        kinds: kinds of the objects that are copied by themselves; None for all.
    """

    actual: Snapshot
    migrations: Sequence[Migration]
    copied: set[Ref] = field(default_factory=set)
    kinds: frozenset[str] | None = None
    _added: set[tuple[str, str]] | None = None

    def provide_missing(
        self, result: FileResult, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls
    ) -> bool:
        """Copy the objects that a failed file misses; False if there are none to copy."""
        error = result.error
        if error is None or not misses(result):
            return False
        spoken = identifiers(error.statement or result.migration.sql) | identifiers(error.message)
        shadow = read_snapshot(connection)
        return self._bring(
            self._missing(spoken, error.message, shadow), shadow, connection, privileged_calls, parts=False
        )

    def finish(self, connection: psycopg.Connection[Any], privileged_calls: PrivilegedCalls) -> None:
        """At the end, copy the parts of copied objects that no migration made: policies, triggers, indexes."""
        tops = {ref for ref in self.copied if KINDS[ref.kind].parent is None and not KINDS[ref.kind].satellite}
        if tops:
            self._bring(tops, read_snapshot(connection), connection, privileged_calls, parts=True)

    def _bring(
        self,
        tops: set[Ref],
        shadow: Snapshot,
        connection: psycopg.Connection[Any],
        privileged_calls: PrivilegedCalls,
        *,
        parts: bool,
    ) -> bool:
        wanted = {ref for ref in self._whole(tops, shadow, parts=parts) if ref not in shadow.objects}
        if not wanted:
            return False
        try:
            plan = build(shadow, restrict(shadow, self.actual, wanted), PROJECT_ROLE)
            execute(connection, plan, privileged_calls)
        except PlanError:
            return False
        self.copied |= wanted
        return True

    def _missing(self, spoken: Iterable[str], message: str, shadow: Snapshot) -> set[Ref]:
        """Objects of the database that the error names and the shadow lacks."""
        words = set(spoken)
        found = set()
        for ref, model in self.actual.objects.items():
            if self.kinds is not None and ref.kind not in self.kinds:
                continue
            if ref in shadow.objects or KINDS[ref.kind].satellite or not is_project(ref, model, ()):
                continue
            named = _is_named_part(ref)
            name = ref.path[-1] if named or len(ref.path) == 1 else ref.path[1]
            if (ref.path[1] in words if named else not _is_part(ref)) and mentions_name(message, name):
                found.add(ref)
        return found

    def _whole(self, tops: set[Ref], shadow: Snapshot, *, parts: bool) -> set[Ref]:
        """The objects with their parts and with all that they need, as far as the shadow lacks it."""
        needs: dict[Ref, list[Ref]] = defaultdict(list)
        inside: dict[Ref, list[Ref]] = defaultdict(list)
        for edge in self.actual.edges:
            (inside[edge.referenced] if edge.type == "s" else needs[edge.dependent]).append(
                edge.dependent if edge.type == "s" else edge.referenced
            )
            if edge.type == "s":
                needs[edge.dependent].append(edge.referenced)
        found: set[Ref] = set()
        todo = list(tops)
        while todo:
            ref = todo.pop()
            if ref in found or (not parts and any(self._is_added(need) for need in (ref, *needs[ref]))):
                continue
            found.add(ref)
            todo += [part for part in inside[ref] if self._comes_along(part, parts=parts)]
            todo += [need for need in needs[ref] if need not in shadow.objects]
        return found

    def _comes_along(self, ref: Ref, *, parts: bool) -> bool:
        """Whether a part is copied with its object: at the end every part, before that only those that make it usable."""
        kind = KINDS[ref.kind]
        if parts or self._is_column(ref) or kind.subobject or kind.satellite:
            return True
        return kind.constraint_role is not None and kind.constraint_role(self.actual.objects[ref]) in (
            "primary",
            "unique",
        )

    def _is_column(self, ref: Ref) -> bool:
        """Whether the object's address is that of a column."""
        address = self.actual.addresses.get(ref)
        return address is not None and address.objsubid > 0

    def _is_added(self, ref: Ref) -> bool:
        return self._is_column(ref) and (ref.path[1], ref.path[2]) in self._additions()

    def _additions(self) -> set[tuple[str, str]]:
        """(table, column) that a migration adds by itself."""
        if self._added is None:
            self._added = {pair for migration in self.migrations for pair in _added_columns(migration.sql)}
        return self._added


def _is_part(ref: Ref) -> bool:
    return KINDS[ref.kind].parent is not None


def _is_named_part(ref: Ref) -> bool:
    """Whether the object is a part of a table or domain under a name of its own, which a statement can miss."""
    kind = KINDS[ref.kind]
    return _is_part(ref) and not kind.subobject and kind.schema_at == 0 and len(ref.path) == _LEVELS


def _added_columns(sql: str) -> Iterator[tuple[str, str]]:
    for statement in split(sql)[0]:
        if statement.node != "alter_table_stmt":
            continue
        for command in statement.tree.cmds:
            definition = getattr(command.alter_table_cmd, "def")
            if definition.WhichOneof("node") == "column_def":
                yield statement.tree.relation.relname, definition.column_def.colname
