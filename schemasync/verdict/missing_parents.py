"""Judge whether the row that a violated foreign key references may be one of the database's own.

The dry run has the rows that migrations write, and no others. Only a table that existed before the pending files has more in
the database. PostgreSQL names the key by its schema, table and name; the key itself says which table it references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemasync.core.model import Ref, Snapshot
from schemasync.diagnose.from_clause import foreign_keys
from schemasync.kinds import KINDS
from schemasync.migrations.statements import SourceStatement, split
from schemasync.replay.results import FileResult
from schemasync.verdict.access_side import RELATIONS

_REFERENCED_ROW_IS_MISSING = "insert or update on table "
"""Start of PostgreSQL's message where it is; where a referenced row goes, all other fields of the error are the same.

Source: `ri_ReportViolation` in PostgreSQL's ri_triggers.c.
"""
_CREATE = "create_stmt"
_MAKE_KEYS = (_CREATE, "alter_table_stmt")
_Name = tuple[str, ...]
"""Schema and name of a table; in a statement the schema can be empty."""


class States(NamedTuple):
    """States of the schema: before the pending files, after those of them that ran, and of the database."""

    before: Snapshot
    after: Snapshot
    actual: Snapshot


def lacks_parent(result: FileResult, states: States) -> bool:
    """Whether a file that violates a foreign key references a row that may be in the database.

    Args:
        result: of the file.
        states: in which the key is looked up, if the file does not make it itself.
    """
    error = result.error
    if error is None or error.context is None or not error.message.startswith(_REFERENCED_ROW_IS_MISSING):
        return False
    key, failed = error.context.constraint, error.context.statement
    earlier = [one for one in split(result.migration.sql)[0] if failed is None or one.start <= failed.start]
    made = [(one.tree.relation.schemaname, one.tree.relation.relname) for one in earlier if _creates(one)]
    if referenced := set(_made_by(earlier, key)):
        known = _tables_with_rows(states)
        return any(_is_one_of(name, known) and not _is_one_of(name, made) for name in referenced)
    if found := _referenced(key, states.after):
        return not found.isdisjoint(_tables_with_rows(states))
    return any(_referenced(key, each) for each in (states.before, states.actual))


def _creates(statement: SourceStatement) -> bool:
    return statement.node == _CREATE and not statement.tree.if_not_exists


def _made_by(statements: Iterable[SourceStatement], key: tuple[str, ...]) -> Iterator[_Name]:
    """Tables that a foreign key references which the statements make, as they name them."""
    schema, table, name = key
    for statement in statements:
        for each in foreign_keys(statement.tree) if statement.node in _MAKE_KEYS else ():
            is_on_table = each.table.name == table and each.table.schema in ("", schema)
            if is_on_table and name == (each.name or each.chosen_name):
                yield each.referenced.schema, each.referenced.name


def _is_one_of(name: _Name, names: Iterable[_Name]) -> bool:
    """Whether a table may be one of those; a name without a schema may be that of a table in any."""
    return any(name[1] == other[1] and (name[0] == other[0] or "" in (name[0], other[0])) for other in names)


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


def _tables_with_rows(states: States) -> set[_Name]:
    """Tables of the pending state that the database has already; one that a file makes anew is not the one from before."""
    before, after = states.before, states.after
    known = {before.addresses.get(ref) for ref in _tables(before)}
    kept = {ref for ref in _tables(after) if after.addresses.get(ref) in known}
    by_hand = _tables(states.actual) - _tables(before)
    return {ref.path for ref in kept | by_hand}


def _tables(snapshot: Snapshot) -> set[Ref]:
    return {ref for ref in snapshot.objects if ref.kind in RELATIONS}
