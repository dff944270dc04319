"""Judge whether a file fails in the dry run only because it has none of the database's own rows.

The dry run has the rows that migrations write, and no others. But for a foreign key, this is a guess by the names in the code
that failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemasync.core import sqlstates
from schemasync.core.model import Snapshot
from schemasync.core.parse_tree import nodes
from schemasync.kinds import KINDS
from schemasync.migrations.statements import SourceStatement, identifiers, identifiers_in_code, split
from schemasync.replay.results import FileResult
from schemasync.verdict.access_side import RELATIONS
from schemasync.verdict.missing_parents import PendingStates, lacks_parent

_BY_ROWS = frozenset(
    {
        sqlstates.NULL_VALUE_NOT_ALLOWED,
        sqlstates.DIVISION_BY_ZERO,
        sqlstates.NOT_NULL_VIOLATION,
        sqlstates.RAISE_EXCEPTION,
        sqlstates.NO_DATA_FOUND,
        sqlstates.ASSERT_FAILURE,
    }
)
"""SQLSTATEs that code can end with because a query found no row: NULL for a value, a division by zero, RAISE, ASSERT."""
_NULLS = (sqlstates.NULL_VALUE_NOT_ALLOWED, sqlstates.NOT_NULL_VIOLATION)
_WRITES = ("insert_stmt", "update_stmt", "delete_stmt", "merge_stmt")


def lacks_rows(result: FileResult, states: PendingStates) -> bool:
    """Whether rows of tables that existed before the pending files may let a failed file run.

    Args:
        result: of the file.
        states: of the schema; in the database, tables may have other names.
    """
    error = result.error
    if error is None or error.context is None or error.context.statement is None:
        return False
    if error.sqlstate == sqlstates.FOREIGN_KEY_VIOLATION:
        return lacks_parent(result, states)
    if error.sqlstate not in _BY_ROWS:
        return False
    tables = {ref.name for ref in (*states.before.objects, *states.actual.objects) if ref.kind in RELATIONS}
    statement = error.context.statement
    bodies = _bodies(result, f"{statement.text} {error.context.context}", states.before)
    only_inside = error.sqlstate in _NULLS and statement.node in _WRITES and not _computes(statement)
    return not tables.isdisjoint(_read(statement, bodies, only_inside=only_inside))


def _computes(statement: SourceStatement) -> bool:
    """Whether a statement calls a function: an aggregate makes a NULL of no rows."""
    return any(node.DESCRIPTOR.name == "FuncCall" for node in nodes(statement.tree))


def _read(statement: SourceStatement, bodies: Iterable[str], *, only_inside: bool) -> Iterator[str]:
    """Names of tables that a statement may read, with those of everything else that its code names.

    Args:
        statement: that failed.
        bodies: code of functions.
        only_inside: count those in sub-queries alone, which give NULL without a row; elsewhere no row is no failure.
    """
    written = getattr(statement.tree, "relation", None) if statement.node in _WRITES else None
    inside = (node for node in nodes(statement.tree) if node.DESCRIPTOR.name == "SubLink")
    for tree in inside if only_inside else (statement.tree,):
        for node in nodes(tree):
            if node.DESCRIPTOR.name == "RangeVar" and node != written:
                yield node.relname
    for body in (*bodies, *(_strings(statement) if statement.node == "do_stmt" else ())):
        yield from identifiers_in_code(body)


def _bodies(result: FileResult, text: str, before: Snapshot) -> Iterator[str]:
    """Code of the functions that a text names: those from before, and those that the failed file defines."""
    named = identifiers(text)
    for ref, model in before.objects.items():
        body = KINDS[ref.kind].code.function_body
        if body and ref.path[1] in named:
            yield body(model)
    for statement in split(result.migration.sql)[0]:
        if statement.node == "create_function_stmt" and statement.tree.funcname[-1].string.sval in named:
            yield from _strings(statement)


def _strings(statement: SourceStatement) -> Iterator[str]:
    """Names and constants in a statement; the code of a function or a block is one."""
    return (node.sval for node in nodes(statement.tree) if node.DESCRIPTOR.name == "String")
