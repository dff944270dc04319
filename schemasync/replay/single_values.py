"""Tell from a parse tree whether a sub-query that stands for a value can return several rows, for which it fails (21000)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from postgast.pg_query_pb2 import (
    A_Expr_Kind,
    BoolExprType,
    ColumnRef,
    JoinType,
    LimitOption,
    Node,
    SetOperation,
    String,
    SubLinkType,
)

from schemasync.core.parse_tree import nodes

_VALUES = (SubLinkType.EXPR_SUBLINK, SubLinkType.ROWCOMPARE_SUBLINK)


class KeyedTable(NamedTuple):
    """Columns of a table, and those of each of its unique keys, by name."""

    columns: Collection[str]
    keys: Collection[Collection[str]]


class QueryFacts(NamedTuple):
    """Facts that decide how many rows a query returns.

    Attributes:
        table: looks up a table by its schema, empty where the text has none, and its name; None for one that is not known.
        aggregates: reads the names of aggregate functions.
        returning_sets: reads the names of functions that return sets.
    """

    table: Callable[[str, str], KeyedTable | None]
    aggregates: Callable[[], Collection[str]]
    returning_sets: Callable[[], Collection[str]]

    def without(self, tree: Any) -> QueryFacts:
        """The facts without the tables whose names WITH gives to queries in a tree."""
        queries = {node.ctename for node in nodes(tree) if node.DESCRIPTOR.name == "CommonTableExpr"}
        lookup = self.table
        return self._replace(table=lambda schema, name: lookup(schema, name) if schema or name not in queries else None)


class Equality(NamedTuple):
    """`left = right` of a condition, and the tables of FROM whose rows it limits."""

    left: Any
    right: Any
    limits: Collection[str]


def value_queries(tree: Any) -> Iterator[Any]:
    """The sub-queries of a statement that stand for one value, or for one row."""
    for node in nodes(tree):
        if node.DESCRIPTOR.name == "SubLink" and node.sub_link_type in _VALUES:
            yield node.subselect.select_stmt


def names_known_table(query: Any, facts: QueryFacts) -> bool:
    """Whether a query names a table that is known."""
    facts = facts.without(query)
    named = (node for node in nodes(query) if node.DESCRIPTOR.name == "RangeVar")
    return any(facts.table(each.schemaname, each.relname) for each in named)


def may_return_several(query: Any, facts: QueryFacts) -> bool:
    """Whether a query can return more than one row, as far as is known.

    It cannot if it has LIMIT 1 or an aggregate without GROUP BY, or if its conditions give each table the columns of a unique key.
    """
    facts = facts.without(query)
    if query.op != SetOperation.SETOP_NONE or len(query.values_lists) > 1:
        return not _is_limited(query)
    if _is_limited(query):
        return False
    called = _called(query.target_list)
    if not called.isdisjoint(facts.returning_sets()):
        return True
    if not query.group_clause and not called.isdisjoint(facts.aggregates()):
        return False
    return not _Source(query, facts).is_single()


def _is_limited(query: Any) -> bool:
    limit = query.limit_count.a_const
    with_ties = query.limit_option == LimitOption.LIMIT_OPTION_WITH_TIES
    return limit.WhichOneof("val") == "ival" and limit.ival.ival <= 1 and not with_ties


def _called(trees: Collection[Any]) -> set[str]:
    """Names of the functions that expressions call, but those with OVER, and those of sub-queries."""
    found, stack = set[str](), list(trees)
    while stack:
        node = stack.pop()
        if node.DESCRIPTOR.name == "FuncCall" and not node.HasField("over"):
            found.add(node.funcname[-1].string.sval)
        if node.DESCRIPTOR.name != "SubLink":
            for field, value in node.ListFields():
                if field.message_type is not None:
                    stack.extend([value] if hasattr(value, "ListFields") else value)
    return found


class _Source:
    """FROM and WHERE of a query."""

    def __init__(self, query: Any, facts: QueryFacts) -> None:
        self._facts = facts
        self._tables: dict[str, KeyedTable | None] = {}
        self._single: set[str] = set()
        self._equalities: list[Equality] = []
        for item in query.from_clause:
            self._add(item)
        self._equalities += _equalities(query.where_clause, self._tables)

    def is_single(self) -> bool:
        """Whether each table of FROM gives one row at most, which others of them determine or none."""
        while determined := {each for each in self._tables.keys() - self._single if self._is_determined(each)}:
            self._single |= determined
        return self._single >= self._tables.keys()

    def _add(self, item: Any) -> list[str]:
        """Add an item of FROM; returns the names of its tables."""
        kind = item.WhichOneof("node")
        node = getattr(item, kind)
        if kind == "join_expr":
            return self._add_join(node)
        if kind == "range_table_sample":
            return self._add(node.relation)
        alias = node.alias.aliasname or getattr(node, "relname", "") or f"item {len(self._tables)}"
        self._tables[alias] = self._facts.table(node.schemaname, node.relname) if kind == "range_var" else None
        if kind == "range_subselect" and not may_return_several(node.subquery.select_stmt, self._facts):
            self._single.add(alias)
        if kind == "range_function" and _called(node.functions).isdisjoint(self._facts.returning_sets()):
            self._single.add(alias)
        return [alias]

    def _add_join(self, join: Any) -> list[str]:
        left, right = self._add(join.larg), self._add(join.rarg)
        limits = {
            JoinType.JOIN_INNER: [*left, *right], JoinType.JOIN_LEFT: right, JoinType.JOIN_RIGHT: left,
        }.get(join.jointype, [])  # fmt: skip
        self._equalities += _equalities(join.quals, limits)
        for name in self._common(join, left, right):
            for one, other in product(self._with_column(name, left), self._with_column(name, right)):
                self._equalities.append(Equality(_column(one, name), _column(other, name), limits))
        return [*left, *right]

    def _common(self, join: Any, left: Collection[str], right: Collection[str]) -> Collection[str]:
        """Names of the columns that USING or NATURAL compares."""
        if not join.is_natural:
            return [each.string.sval for each in join.using_clause]
        names = [
            {name for each in side if (table := self._tables[each]) for name in table.columns} for side in (left, right)
        ]
        return sorted(names[0] & names[1])

    def _with_column(self, name: str, aliases: Collection[str]) -> list[str]:
        """A table of these that has a column, or the one that may have it; of several, an earlier USING has made them equal."""
        known = [each for each in aliases if (table := self._tables[each]) and name in table.columns]
        unknown = [each for each in aliases if self._tables[each] is None]
        return known[:1] or (unknown if len(unknown) == 1 else [])

    def _is_determined(self, alias: str) -> bool:
        """Whether conditions give a table all columns of a key, by what is one value for the whole query."""
        table = self._tables[alias]
        given = {column for each in self._equalities if alias in each.limits for column in self._given(alias, each)}
        return table is not None and any(given.issuperset(key) for key in table.keys)

    def _given(self, alias: str, equality: Equality) -> Iterator[str]:
        """The table's columns that a condition gives a value."""
        for column, value in ((equality.left, equality.right), (equality.right, equality.left)):
            if column.WhichOneof("node") == "column_ref":
                owner, name = self._owner(column.column_ref)
                if owner == alias and self._single.issuperset(self._owners(value)):
                    yield name

    def _owners(self, expression: Any) -> set[str]:
        """Tables of FROM whose columns an expression names."""
        columns = (node for node in nodes(expression) if node.DESCRIPTOR.name == "ColumnRef")
        return {owner for owner, _ in map(self._owner, columns) if owner is not None}

    def _owner(self, column: Any) -> tuple[str | None, str]:
        """Table of FROM to which a column belongs, None for one of a query outside, and its name."""
        names = [field.string.sval for field in column.fields]
        if len(names) > 1:
            return names[-2] if names[-2] in self._tables else None, names[-1]
        owners = (alias for alias, table in self._tables.items() if table is None or names[0] in table.columns)
        return next(owners, None), names[0]


def _equalities(condition: Any, limits: Collection[str] | Mapping[str, object]) -> Iterator[Equality]:
    """The equalities that hold for each row for which a condition is true."""
    node = condition.bool_expr if condition.HasField("bool_expr") else None
    if node is not None and node.boolop == BoolExprType.AND_EXPR:
        for part in node.args:
            yield from _equalities(part, limits)
    yield from _compared(condition.a_expr, limits)


def _compared(expression: Any, limits: Collection[str] | Mapping[str, object]) -> Iterator[Equality]:
    """The equalities of `a = b`, `a IN (b)` and `(a, b) = (c, d)`."""
    if [part.string.sval for part in expression.name] != ["="]:
        return
    left, right = expression.lexpr, expression.rexpr
    if expression.kind == A_Expr_Kind.AEXPR_IN and len(right.list.items) == 1:
        yield Equality(left, right.list.items[0], limits)
    elif expression.kind == A_Expr_Kind.AEXPR_OP and left.HasField("row_expr") and right.HasField("row_expr"):
        yield from (Equality(*pair, limits) for pair in zip(left.row_expr.args, right.row_expr.args, strict=False))
    elif expression.kind == A_Expr_Kind.AEXPR_OP:
        yield Equality(left, right, limits)


def _column(table: str, name: str) -> Node:
    return Node(column_ref=ColumnRef(fields=[Node(string=String(sval=each)) for each in (table, name)]))
