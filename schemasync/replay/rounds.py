"""Run files that declare a schema in whichever order works: a file that fails is run again after the others.

The input is a function that runs one file, and the files; the output is one result for each. `supabase db schema declarative sync`
orders the statements of such files by their dependencies, so a table may stand before the type of its column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from schemasync.core import sqlstates
from schemasync.migrations.discover import Migration
from schemasync.migrations.statements import SourceStatement, split
from schemasync.replay.results import FileResult

Run = Callable[[Migration], FileResult]
LATE = "runs only after files that come later in the order"
"""Notice of a file that ran in a later round than the first."""
_SETTING, _ROLE = "variable_set_stmt", "create_role_stmt"


def run_in_rounds(run: Run, files: Sequence[Migration]) -> tuple[FileResult, ...]:
    """Run files in rounds until none of the rest runs; then run the remaining files statement by statement."""
    results = _until_stuck(run, list(files), {})
    failing = [number for number, result in results.items() if result.error]
    if failing:
        results |= _by_statement(run, [files[number] for number in failing], failing, results)
    return tuple(results[number] for number in range(len(files)))


def _until_stuck(run: Run, files: Sequence[Migration], results: dict[int, FileResult]) -> dict[int, FileResult]:
    waiting = list(range(len(files)))
    rounds = 0
    while waiting:
        for number in waiting:
            result = run(files[number])
            results[number] = replace(result, notice=LATE) if rounds and not result.error else result
        left = [number for number in waiting if results[number].error]
        if len(left) == len(waiting):
            break
        waiting, rounds = left, rounds + 1
    return results


@dataclass(frozen=True, slots=True)
class _Piece:
    """One statement as a copy of its file in which all others are blanked out, so that lines and columns stay the same."""

    number: int
    statement: SourceStatement
    migration: Migration


def _by_statement(
    run: Run, files: Sequence[Migration], numbers: Sequence[int], before: dict[int, FileResult]
) -> dict[int, FileResult]:
    """Run failed files statement by statement; a role that exists already is no error, as all databases share roles."""
    pieces = [piece for number, file in zip(numbers, files, strict=True) for piece in _pieces(number, file)]
    if not pieces:
        return {}

    def run_piece(migration: Migration) -> FileResult:
        result = run(migration)
        piece = by_migration[id(migration)]
        exists = (
            result.error is not None
            and result.error.sqlstate == sqlstates.DUPLICATE_OBJECT
            and piece.statement.node == _ROLE
        )
        return replace(result, error=None) if exists else result

    by_migration = {id(piece.migration): piece for piece in pieces}
    done = _until_stuck(run_piece, [piece.migration for piece in pieces], {})
    found: dict[int, FileResult] = {}
    for number, file in zip(numbers, files, strict=True):
        own = [done[n] for n, piece in enumerate(pieces) if piece.number == number]
        failed = next((result for result in own if result.error), None)
        seconds = sum(result.seconds for result in own)
        if own:
            found[number] = FileResult(file, seconds, len(own), failed.error if failed else None, LATE)
        else:
            found[number] = before[number]
    return found


def _pieces(number: int, file: Migration) -> list[_Piece]:
    statements, problem = split(file.sql)
    if problem or file.invalid_line:
        return []
    settings = [statement for statement in statements if statement.node == _SETTING]
    return [
        _Piece(number, statement, replace(file, sql=_only(file.sql, [*settings, statement])))
        for statement in statements
        if statement.node != _SETTING
    ]


def _only(sql: str, kept: Sequence[SourceStatement]) -> str:
    """The text in which everything but some statements is replaced by blanks."""
    characters = ["\n" if character == "\n" else " " for character in sql]
    for statement in kept:
        end = statement.start + len(statement.text)
        characters[statement.start : end] = sql[statement.start : end]
        if end < len(sql):
            characters[end] = ";"
    return "".join(characters)
