"""Add a diagnosis to each migration that failed, from the results of the replay alone: no connection is opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemasync.diagnose.ddl_names import ROUTINE, SEARCH_PATH
from schemasync.diagnose.definition_index import DefinitionIndex
from schemasync.diagnose.diagnosis import diagnose
from schemasync.diagnose.failure import Failure, subject
from schemasync.migrations.discover import Discovery, Migration, extra_files
from schemasync.migrations.statements import SourceStatement, identifiers
from schemasync.replay.results import DUPLICATE_VERSION, FailureContext, FileError, FileResult
from schemasync.replay.stage import ReplayedStage

_INNER_QUERY = re.compile(r'SQL statement "(.*?)"\n(?:PL/pgSQL|SQL) function ', re.DOTALL)
"""Line of PostgreSQL's context with the query inside a function or block, if the error has no position."""
_DUPLICATE = (
    "Another file of the folder has the same version, and the history has room for one of them only: rename one."
)


def explain(
    results: Iterable[FileResult],
    folder: Sequence[Migration],
    extra: Sequence[Migration] = (),
    database: frozenset[str] | None = None,
) -> tuple[FileResult, ...]:
    """The results with a diagnosis in each error.

    Args:
        results: of one replay, in the order in which the files ran.
        folder: all files of the migrations folder.
        extra: files that a replay does not run, see `DefinitionIndex`.
        database: names of all objects of the target; None if it is not known.
    """
    results = tuple(results)
    if not any(result.error for result in results):
        return results
    index = DefinitionIndex(folder, extra)
    failed: set[str] = set()
    explained = []
    for result in results:
        failed.discard(result.migration.file)
        explained.append(_explained(result, index, failed, database))
        if result.error:
            failed.add(result.migration.file)
    return tuple(explained)


def explain_files(
    discovery: Discovery, results: Sequence[FileResult], database: frozenset[str] | None = None
) -> tuple[FileResult, ...]:
    """As `explain`; if a file failed, also read the files that the CLI does not run."""
    extra = extra_files(discovery.migrations) if any(result.error for result in results) else ()
    return explain(results, discovery.migrations, extra, database)


def explain_stage(stage: ReplayedStage) -> ReplayedStage:
    """The stage with a diagnosis in each error."""
    result = stage.result
    return replace(stage, result=replace(result, results=explain_files(result.discovery, result.results)))


def _explained(
    result: FileResult, index: DefinitionIndex, failed: Iterable[str], database: frozenset[str] | None
) -> FileResult:
    error = result.error
    if error is None or error.context is None:
        return result
    if error.message == DUPLICATE_VERSION and error.context.statement is None:
        return replace(result, error=replace(error, diagnosis=_DUPLICATE))
    failure = replace(failure_of(result.migration, error, index, frozenset(failed)), database=database)
    return replace(result, error=replace(error, diagnosis=diagnose(failure)))


def failure_of(
    migration: Migration, error: FileError, index: DefinitionIndex, failed: frozenset[str] = frozenset()
) -> Failure:
    """The facts about a failed migration.

    Args:
        migration: the file.
        error: its error, with its context.
        index: definitions in the folder.
        failed: files that failed before.
    """
    context = error.context or FailureContext()
    text, position = failing_text(migration, context)
    return Failure(
        sqlstate=error.sqlstate,
        message=error.message,
        detail=error.detail,
        file=migration.file,
        version=migration.version,
        sets_search_path=_sets_search_path(migration, context),
        statement=context.statement,
        text=text,
        position=position,
        major=context.server_major,
        context=context.context,
        index=index,
        failed=failed,
        stub_extensions=context.stub_extensions,
        built_in=_built_in(error, context),
    )


def _sets_search_path(migration: Migration, context: FailureContext) -> bool:
    """Whether a file sets the search_path before the statement that failed, by SET or through a function."""
    end = context.statement.start if context.statement else len(migration.sql)
    words = identifiers(migration.sql[:end])
    return SEARCH_PATH in words or f"'{SEARCH_PATH}'" in words


def failing_text(migration: Migration, context: FailureContext) -> tuple[str, int]:
    """The text that PostgreSQL refused, and the 0-based position of the error in it, or -1.

    It is a query inside a function, else the statement, else the whole file.
    """
    if context.internal_query:
        return context.internal_query, context.internal_position - 1
    inner = _INNER_QUERY.match(context.context)
    if inner and not context.position:
        return inner[1], -1
    if context.statement is not None:
        return _function_body(context.statement, context.position - 1)
    return migration.sql, context.offset


def _function_body(statement: SourceStatement, position: int) -> tuple[str, int]:
    """The body of an SQL function and the position in it, if the position is in the body; otherwise the statement.

    PostgreSQL gives the position of an error in a body as one in CREATE FUNCTION.
    """
    if statement.node == "create_function_stmt" and position >= 0:
        for option in statement.tree.options:
            for item in option.def_elem.arg.list.items if option.def_elem.defname == "as" else ():
                start = statement.text.find(item.string.sval)
                if 0 <= start <= position < start + len(item.string.sval):
                    return item.string.sval, position - start
    return statement.text, position


def _built_in(error: FileError, context: FailureContext) -> Sequence[str]:
    """Arguments of PostgreSQL's own functions that have the name of the one that was not found."""
    found = subject(error.message)
    if found.category != ROUTINE or found.schema not in ("", "pg_catalog"):
        return ()
    return context.built_in_arguments.get(found.name, ())
