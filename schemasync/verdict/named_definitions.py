"""Definitions of objects that are equal where only names differ: the object's own, and those of what was renamed.

Input: a snapshot. Output: `Side`, the definitions and the names of the parts of its objects.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.parser import readable_tokens
from schemasync.core.sql import ident, name
from schemasync.introspect.renamed import is_part_of_relation
from schemasync.kinds import KINDS
from schemasync.kinds.described import short_name
from schemasync.kinds.model_checks import is_column

Columns = Mapping[tuple[str, ...], Sequence[tuple[str, Model]]]
"""Names and models of the columns by the path of their table."""
PartNames = Mapping[tuple[str, ...], set[tuple[str, str]]]
"""Kinds and names of parts by the path of what they belong to."""


class Side(NamedTuple):
    """A state, with the columns and the names of the constraints of each table."""

    snapshot: Snapshot
    columns: Columns
    constraint_names: PartNames

    @classmethod
    def of(cls, snapshot: Snapshot) -> Side:
        """A state with its columns by the path of their table."""
        found: dict[tuple[str, ...], list[tuple[str, Model]]] = defaultdict(list)
        for ref, model in snapshot.objects.items():
            if is_column(model):
                *table, name = ref.path
                found[tuple(table)].append((name, model))
        return cls(snapshot, found, part_names(snapshot, constraints_only=True))

    def typed_columns(self, ref: Ref) -> frozenset[tuple[str, str]]:
        """Names and types of a table's columns; empty for other objects."""
        return frozenset((name, column.type) for name, column in self.columns.get(ref.path, ()))

    def constraints(self, ref: Ref) -> frozenset[tuple[str, str]]:
        """Kinds and names of a table's constraints; empty for other objects."""
        return frozenset(self.constraint_names.get(ref.path, ()))


def definition(ref: Ref, side: Side, old_names: Mapping[str, str] = MappingProxyType({})) -> Hashable:
    """The definition of an object without its own name, which equals that of an object that differs in nothing else.

    Args:
        ref: of the object.
        side: the state that has it.
        old_names: name in the definition → name that counts as the same, as SQL has them.
    """
    model = side.snapshot.objects[ref]
    inside = side.columns.get(ref.path, []) if not is_column(model) else []
    parts = tuple(sorted((name, column.type, column.not_null) for name, column in inside))
    values = _with_names(compared(model), old_names) if old_names else compared(model)
    place = ref.path[:-1] if is_part_of_relation(ref) else ()  # a part keeps its table
    return (ref.kind, len(ref.path), place, _without_name(ref, repr(values)), parts)


def names_as_sql(renamed: Mapping[Ref, Ref]) -> dict[str, str]:
    """Name in the database → name in the migrations, as SQL has them, without names that stand for several."""
    found: dict[str, set[str]] = defaultdict(set)
    for old, new in renamed.items():
        found[ident(short_name(new))].add(ident(short_name(old)))
    return {new: next(iter(old)) for new, old in found.items() if len(old) == 1}


def _with_names(value: Any, names: Mapping[str, str]) -> Any:
    """A part of a definition with other names in its SQL."""
    if isinstance(value, tuple):
        parts = [_with_names(each, names) for each in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if not isinstance(value, str) or not any(word in value for word in names):
        return value
    data, pieces, at = value.encode(), list[bytes](), 0
    for token in readable_tokens(value):
        word = data[token.start : token.end].decode()
        if word in names:
            pieces += [data[at : token.start], names[word].encode()]
            at = token.end
    return b"".join((*pieces, data[at:])).decode()


def _without_name(ref: Ref, text: str) -> str:
    """A definition without the object's own name, which the definition of an index contains."""
    return text.replace(f" {ident(short_name(ref))} ", " ")


def compared(model: Model) -> tuple[object, ...]:
    """The values of the attributes that are compared."""
    return tuple(getattr(model, field.name) for field in dataclasses.fields(model) if field.compare)


def part_names(snapshot: Snapshot, *, constraints_only: bool = False) -> PartNames:
    """Kind and name of the constraints, policies, triggers and rules of each relation, and of what each schema has, by its path."""
    found: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for ref, model in snapshot.objects.items():
        kind = KINDS[ref.kind]
        is_part = is_part_of_relation(ref) and not ref.of and not is_column(model)
        if is_part and (not constraints_only or kind.constraint_role):
            found[ref.path[:-1]].add((ref.kind, ref.name))
        elif not constraints_only and not ref.of and not kind.parent and kind.schema_at == 0:
            found[ref.path[:1]].add((ref.kind, name(*ref.path[1:])))
    return found
