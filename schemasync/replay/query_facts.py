"""Look up what decides how many rows a query of a statement returns: unique keys of its tables, and kinds of functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from schemasync.core.parse_tree import nodes
from schemasync.replay.reading import Column
from schemasync.replay.single_values import KeyedTable, QueryFacts, may_return_several, names_known_table, value_queries
from schemasync.replay.step import ObservedStep


def several_for_one(facts: QueryFacts, tree: Any) -> bool:
    """Whether a sub-query of a statement that stands for one value may return several rows of tables from before it.

    Args:
        facts: of the statement.
        tree: its parse tree, or a part of it.
    """
    facts = facts.without(tree)
    return any(may_return_several(each, facts) and names_known_table(each, facts) for each in value_queries(tree))


def query_facts(step: ObservedStep) -> QueryFacts:
    """The facts about the tables that existed before the pending files, each looked up once, and the server's functions."""
    table = cache(lambda schema, name: _table(step, schema, name))
    return QueryFacts(table, step.server.aggregates, step.server.returning_sets)


def named_columns(step: ObservedStep, tree: Any) -> Mapping[str, Collection[Column]]:
    """Name → columns of that name in the tables that a tree names."""
    named = (node for node in nodes(tree) if node.DESCRIPTOR.name == "RangeVar")
    found: dict[str, list[Column]] = defaultdict(list)
    for relation in {_relation(step, each.schemaname, each.relname) for each in named} - {None}:
        for column in step.tables.columns(relation or 0).values():
            found[column.name].append(column)
    return found


def _table(step: ObservedStep, schema: str, name: str) -> KeyedTable | None:
    relation = _relation(step, schema, name)
    return _keyed(step, relation) if relation else None


def _relation(step: ObservedStep, schema: str, name: str) -> int | None:
    """A table from before; of several with a name, one that the session has locked: that is the one which it has found."""
    named = (oid for oid, row in step.after.relations.items() if row.name == name and schema in ("", row.schema))
    locked = {oid for oid, _ in step.after.locks}
    found = sorted((oid for oid in named if oid in step.start.relations), key=lambda oid: (oid not in locked, oid))
    return found[0] if found else None


def _keyed(step: ObservedStep, relation: int) -> KeyedTable:
    columns = {number: column.name for number, column in step.tables.columns(relation).items()}
    if step.start.relations[relation].kind == "v":  # of a view nobody knows the keys: any column may be one
        return KeyedTable(frozenset(columns.values()), [[each] for each in columns.values()])
    has_children = any(parent == relation for _, parent in step.after.children)  # whose rows no key of the table counts
    constraints = step.tables.constraints(relation).values()
    excluding = {one.index_oid for one in constraints if one.operators and one.kind != "f"}
    keys = [
        [columns[number] for number in index.columns[: index.key_count]]
        for oid, index in step.tables.indexes(relation).items()
        if oid not in excluding and not index.predicate and columns.keys() >= set(index.columns[: index.key_count])
    ]
    return KeyedTable(frozenset(columns.values()), [] if has_children else keys)
