"""Read views: with whose rights they run, what they read, and whether rows can be written through them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemasync.core.model import Model, Ref
from schemasync.rules.context import Dependencies
from schemasync.verdict.access_level import relations_of
from schemasync.verdict.access_side import ROLES, AccessLevel, AccessSide
from schemasync.verdict.sql_trees import calls_aggregate, inner, kind_of, statement


def writable_view(model: Any) -> bool:
    """Whether PostgreSQL probably writes rows through a view by itself: it reads one relation, and aggregates nothing.

    Source: PostgreSQL, CREATE VIEW, "Updatable Views".
    """
    tree = statement(model.definition.rstrip().removesuffix(";"))
    if tree is None or kind_of(tree) != "SelectStmt":
        return False
    if len(tree.from_clause) != 1 or kind_of(inner(tree.from_clause[0])) != "RangeVar":
        return False
    if tree.distinct_clause or tree.group_clause or tree.window_clause or tree.HasField("with_clause"):
        return False
    if any(tree.HasField(name) for name in ("having_clause", "limit_count", "limit_offset", "larg")):
        return False
    return not calls_aggregate(tree)


def table(ref: Ref) -> Ref:
    """The table that a column, policy or trigger belongs to."""
    return Ref("table", ref.path[:2])


def readers_as_owner(side: AccessSide, ref: Ref) -> tuple[str, ...]:
    """The API's roles that read a view, or a materialized one, with its owner's rights."""
    return tuple(role for role in ROLES if side.level_by_grants(ref, role, "SELECT") == AccessLevel.ALL_ROWS)


def read_as_owner(ref: Ref, dependencies: Dependencies, objects: Mapping[Ref, Model]) -> frozenset[Ref]:
    """Tables and views that a view reads with its owner's rights, through other views too.

    A view with `security_invoker` reads with the rights of whoever runs the query, also from inside another view; inside a
    materialized view that is the owner, who refreshes it.
    """
    found: set[tuple[Ref, bool]] = set()
    todo = [(ref, ref.kind == "materialized_view")]
    while todo:
        view, is_refreshed = todo.pop()
        for relation in relations_of(dependencies.get(view, ()), objects):
            step = (relation, is_refreshed or relation.kind == "materialized_view")
            if relation == ref or step in found:
                continue
            found.add(step)
            if step[1] or (relation.kind == "view" and relation in objects and not objects[relation].runs_as_caller):
                todo.append(step)
    return frozenset(relation for relation, _ in found)
