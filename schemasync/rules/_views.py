"""Read views: with whose rights they run, what they read, and whether rows can be written through them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemasync.core.model import Ref
from schemasync.core.sql import parse_options
from schemasync.rules._trees import calls_aggregate, inner, kind_of, statement


def runs_as_caller(model: Any) -> bool:
    """Whether a view reads its tables with the rights of whoever asks (`security_invoker`)."""
    return parse_options(model.options).get("security_invoker", "false") in ("true", "on", "1", "yes")


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


def relations_read(ref: Ref, needs: Mapping[Ref, frozenset[Ref]]) -> frozenset[Ref]:
    """Tables and views that a view reads, through other views too."""
    found: set[Ref] = set()
    todo = [ref]
    while todo:
        for one in needs.get(todo.pop(), ()):
            relation = relation_of(one)
            if relation is not None and relation != ref and relation not in found:
                found.add(relation)
                if relation.kind in ("view", "materialized_view"):
                    todo.append(relation)
    return frozenset(found)


def relation_of(ref: Ref) -> Ref | None:
    """The relation that a dependency is on: itself, or the table of a column."""
    if ref.kind == "column":
        return table(ref)
    return ref if ref.kind in ("table", "view", "materialized_view", "foreign_table") else None
