"""Names in the parse tree of a failed statement, and in the queries inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from schemasync.core.model import Ref
from schemasync.diagnose.ddl_names import ddl_names, inner_statements
from schemasync.kinds import KINDS
from schemasync.kinds.catalog import PG_PROC
from schemasync.migrations.statements import UNREADABLE, SourceStatement, parse

DEFAULT_SCHEMA = "public"
_CODES = frozenset(
    {"relpersistence", "fk_matchtype", "fk_upd_action", "fk_del_action", "generated_when", "identity_type"}
)
"""Fields of the tree that hold a letter, which is no name."""
_LONGEST = 100_000
"""Longest text, in characters, that is parsed; longer ones usually hold rows."""


@dataclass(frozen=True, slots=True)
class StatementNames:
    """Names in a statement.

    Attributes:
        qualified: names of relations, routines, types, columns, …, with the parts that they are written with.
        strings: every string of the tree: parts of names, aliases, constants.
    """

    qualified: frozenset[tuple[str, ...]]
    strings: frozenset[str]

    def has(self, ref: Ref) -> bool:
        """Whether the object is named, or the relation that it is a part of.

        A name without a schema is looked up in `public`, and in every schema that the statement names elsewhere.
        """
        subject = ref.subject
        kind = KINDS[subject.kind]
        if kind.catalog.table:
            return tuple(kind.catalog.table.split(".")) in self.qualified and set(subject.path) <= self.strings
        if kind.schema_at != 0 or len(subject.path) == 1:
            return set(subject.path) - {DEFAULT_SCHEMA} <= self.strings
        return self._has_qualified(*subject.path[:2])

    def _has_qualified(self, schema: str, name: str) -> bool:
        for parts in self.qualified:
            for place, part in enumerate(parts):
                if part != name:
                    continue
                if place and parts[place - 1] == schema:
                    return True
                if not place and (schema == DEFAULT_SCHEMA or schema in self.strings):
                    return True
        return False

    def has_in_full(self, ref: Ref) -> bool:
        """Whether the object itself is named: of a column, its table and the column."""
        inner = () if is_routine(ref.subject) else ref.subject.path[2:]
        return self.has(ref) and self.strings.issuperset(inner)

    def is_qualifier(self, name: str) -> bool:
        """Whether a schema is named only to qualify the names of objects in it."""
        is_written = any(name in parts[:-1] for parts in self.qualified)
        return is_written or (name == DEFAULT_SCHEMA and name not in self.strings)


def is_routine(ref: Ref) -> bool:
    """Whether the last part of an object's path is a list of arguments."""
    return KINDS[ref.kind].catalog.oid == PG_PROC


def own_name(ref: Ref) -> str:
    """The last part of an object's name, without schema, table and arguments."""
    return ref.subject.path[1] if is_routine(ref.subject) else ref.subject.path[-1]


def names_in(statement: SourceStatement | None, text: str) -> StatementNames:
    """Read the names of a failed statement.

    Args:
        statement: the statement of the file, if it could be read.
        text: the text that PostgreSQL refused: the statement, or a query inside a function.
    """
    qualified: set[tuple[str, ...]] = set()
    strings: set[str] = set()
    for tree in _trees(statement, text):
        _collect(tree, qualified, strings)
    for name in ddl_names(statement) if statement else ():
        parts = tuple(filter(None, (name.schema, name.table, name.name)))
        qualified.add(parts)
        strings.update(parts)
    return StatementNames(frozenset(qualified), frozenset(strings))


def _trees(statement: SourceStatement | None, text: str) -> Iterator[Any]:
    if statement is not None and statement.tree is not None and len(statement.text) <= _LONGEST:
        yield statement.tree
        for query, _ in inner_statements(statement.text) if statement.node == "do_stmt" else ():
            yield from parsed_trees(query)
    if statement is None or text != statement.text:
        yield from parsed_trees(text)


def parsed_trees(text: str) -> Iterator[Any]:
    """Parse trees of a text that holds statements or an expression of PL/pgSQL; none if it is neither."""
    if len(text) > _LONGEST:
        return
    for attempt in (text, f"SELECT {text}"):
        try:
            yield from [item.stmt for item in parse(attempt).stmts]
        except UNREADABLE:
            continue
        return


def _collect(node: Any, qualified: set[tuple[str, ...]], strings: set[str]) -> None:
    if node.DESCRIPTOR.name == "RangeVar":
        qualified.add(tuple(filter(None, (node.schemaname, node.relname))))
    for descriptor, value in node.ListFields():
        if descriptor.message_type is None:
            if isinstance(value, str) and descriptor.name not in _CODES:
                strings.add(value)
            continue
        children = children_of(value)
        if parts := _dotted(children):
            qualified.add(parts)
        for child in children:
            _collect(child, qualified, strings)


def children_of(value: Any) -> Sequence[Any]:
    """The nodes of a field, repeated or not."""
    return value if isinstance(value, Sequence) or hasattr(value, "add") else (value,)


def _dotted(nodes: Iterable[Any]) -> tuple[str, ...]:
    """A name that the grammar keeps as a list of strings; empty if the nodes are anything else."""
    parts = []
    for node in nodes:
        if node.DESCRIPTOR.name != "Node" or node.WhichOneof("node") != "string":
            return ()
        parts.append(node.string.sval)
    return tuple(parts)
