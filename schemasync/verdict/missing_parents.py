"""Judge whether the row that a violated foreign key references may be one of the database's own.

The dry run has the rows that migrations write, and no others. Only a table that existed before the pending files has more in
the database. PostgreSQL names the key by its schema, table and name; the key itself says which table it references.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import digits
from typing import NamedTuple

from schemasync.core.model import Ref, Snapshot
from schemasync.diagnose.from_clause import ForeignKey, foreign_keys
from schemasync.kinds import KINDS
from schemasync.migrations.statements import SourceStatement, enum_name, identifiers, split
from schemasync.replay.results import FileResult
from schemasync.verdict.access_side import RELATIONS

_REFERENCED_ROW_IS_MISSING = "insert or update on table "
"""Start of PostgreSQL's message where it is; where a referenced row goes, all other fields of the error are the same.

Source: `ri_ReportViolation` in PostgreSQL's ri_triggers.c.
"""
_CREATE, _CREATE_AS, _ALTER = "create_stmt", "create_table_as_stmt", "alter_table_stmt"
_MAKE_KEYS = (_CREATE, _ALTER)
_REMOVE = ("drop_stmt", "rename_stmt", "alter_object_schema_stmt")
"""Statements after which another table can have a table's name."""
_Name = tuple[str, ...]
"""Schema and name of a table; in a statement the schema can be empty."""


class PendingStates(NamedTuple):
    """States of the schema: before the pending files, after those of them that ran, and of the database."""

    before: Snapshot
    after: Snapshot
    actual: Snapshot


def lacks_parent(result: FileResult, states: PendingStates) -> bool:
    """Whether a file that violates a foreign key references a row that may be in the database: also where the key is not known.

    Args:
        result: of the file.
        states: in which the key is looked up, if the file does not make it itself.
    """
    error = result.error
    if error is None or error.context is None or not error.message.startswith(_REFERENCED_ROW_IS_MISSING):
        return False
    key, failed = error.context.constraint, error.context.statement
    earlier = [one for one in split(result.migration.sql)[0] if failed is None or one.start <= failed.start]
    tables = _KnownTables(states, earlier)
    referenced = _referenced_in(earlier, key, states.after)
    return not referenced or not all(map(tables.is_new, referenced))


class _KnownTables:
    """Tables that the database has already, and those that a file makes.

    Args:
        states: of the schema.
        statements: of the file, up to the one that failed.
    """

    def __init__(self, states: PendingStates, statements: Sequence[SourceStatement]) -> None:
        made = [(_made_table(one), one) for one in statements if one.node in (_CREATE, _CREATE_AS)]
        self._created = {name for name, one in made if not one.tree.if_not_exists}
        self._filled = _tables_with_rows(states)
        self._new = {name for name, _ in made} | ({ref.path for ref in _tables(states.after)} - self._filled)
        self._removed = {name for one in statements if one.node in _REMOVE for name in identifiers(one.text)}

    def is_new(self, name: _Name) -> bool:
        """Whether a table that a statement names is certainly one that the pull request makes."""
        if name[0] and name in self._created:
            return True
        known = [other for other in self._filled if _may_be(name, other) and other[1] not in self._removed]
        return not known and any(_may_be(name, other) for other in self._new)


def _made_table(statement: SourceStatement) -> _Name:
    table = statement.tree.into.rel if statement.node == _CREATE_AS else statement.tree.relation
    return table.schemaname, table.relname


def _may_be(name: _Name, other: _Name) -> bool:
    """Whether two names may be of one table; one without a schema may be that of a table in any."""
    return name[1] == other[1] and (name[0] == other[0] or "" in (name[0], other[0]))


def _referenced_in(statements: Sequence[SourceStatement], key: _Name, after: Snapshot) -> set[_Name]:
    """Tables that a foreign key may reference which the statements make, or which was there before them.

    A partition's key has the name of its parent's, and a table that gets another name keeps the names of its keys.
    """
    made = [each for one in statements if one.node in _MAKE_KEYS for each in foreign_keys(one.tree)]
    named = [each for each in made if each.name == key[-1]]
    chosen = [each for each in made if not each.name and each.chosen_name == key[-1].rstrip(digits)]
    if certain := {_end(each) for each in named if _may_be((each.table.schema, each.table.name), key)}:
        return certain
    return {*map(_end, chosen), *_kept(statements, key, after)} or set(map(_end, named))


def _end(key: ForeignKey) -> _Name:
    return key.referenced.schema, key.referenced.name


def _kept(statements: Iterable[SourceStatement], key: _Name, snapshot: Snapshot) -> set[_Name]:
    """Tables that a foreign key references in a state, if the statements do not drop it."""
    alterations = (one.tree for one in statements if one.node == _ALTER)
    commands = (item.alter_table_cmd for tree in alterations if tree.relation.relname == key[1] for item in tree.cmds)
    dropped = {each.name for each in commands if enum_name(each, "subtype") == "AT_DropConstraint"}
    return set() if key[-1] in dropped else _referenced(key, snapshot)


def _referenced(key: tuple[str, ...], snapshot: Snapshot) -> set[_Name]:
    """Tables that a foreign key references in a state; a partition's key has the name of its parent's."""
    named = {
        ref
        for ref, model in snapshot.objects.items()
        if ref.name == key[-1] and (role := KINDS[ref.kind].constraint_role) and role(model) == "foreign"
    }
    keys = {ref for ref in named if ref.path == key} or named
    ends = {edge.referenced.path[:2] for edge in snapshot.edges if edge.dependent in keys}
    others = ends - {ref.path[:2] for ref in keys}
    return (others or ends) & {ref.path for ref in _tables(snapshot)}


def _tables_with_rows(states: PendingStates) -> set[_Name]:
    """Tables of the pending state that the database has already; one that a file makes anew is not the one from before."""
    before, after = states.before, states.after
    known = {before.addresses.get(ref) for ref in _tables(before)}
    kept = {ref for ref in _tables(after) if after.addresses.get(ref) in known}
    by_hand = _tables(states.actual) - _tables(before)
    return {ref.path for ref in kept | by_hand}


def _tables(snapshot: Snapshot) -> set[Ref]:
    return {ref for ref in snapshot.objects if ref.kind in RELATIONS}
