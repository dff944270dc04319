"""Snapshots made by hand, and the phases that lead to what a test looks at."""

from __future__ import annotations

from schemasync.core.compare import compare
from schemasync.core.model import Edge, Model, Ref, Snapshot
from schemasync.kinds.tables.column import Column
from schemasync.kinds.tables.table import Table
from schemasync.kinds.views.view import View
from schemasync.plan.actions import Actions, sort_changes
from schemasync.plan.extension_members import match_members
from schemasync.plan.inputs import Inputs

TABLE = Table(None, (), "heap", None, called_unlogged=False, is_partition=False, estimate=(-1, 0))


def view(definition: str, columns: str = "id") -> View:
    """A view of integers."""
    return View(definition, tuple((name, "integer", None) for name in columns.split()), ())


def column(type_: str = "integer", **changes: object) -> Column:
    plain: dict[str, object] = {
        "type": type_, "not_null": False, "not_null_constraint": None, "not_null_name": None, "not_null_is_own": False,
        "not_null_stays": False, "collation": None, "identity": None, "identity_sequence": None, "generated": None, "expression": None,
        "storage": None, "compression": None, "statistics": None, "options": (), "fdw_options": (), "own": False,
        "position": 1, "is_local": True, "parents": None, "relation_kind": "r", "of_partition": False,
        "type_storage": "p", "of_typed_table": False, "in_partition_key": False,
    }  # fmt: skip
    return Column(**{**plain, **changes})  # type: ignore[arg-type]


def snapshot(objects: dict[Ref, Model], *edges: tuple[Ref, Ref] | Edge) -> Snapshot:
    made = tuple(edge if isinstance(edge, Edge) else Edge(*edge, "n") for edge in edges)
    return Snapshot(170000, "postgres", "db", objects, made)


def inputs(before: Snapshot, after: Snapshot) -> Inputs:
    return Inputs.of(match_members(before, after), "postgres")


def actions(read: Inputs, *force_replace: Ref) -> Actions:
    """Decision on each changed object alone."""
    return sort_changes(compare(read.before.snapshot, read.after.snapshot), force_replace, read)
