"""Explain why a pending migration fails on the mirror: by itself, or because the database differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemasync.core import sqlstates
from schemasync.core.model import Ref
from schemasync.diagnose.blame import find_blame
from schemasync.diagnose.ddl_names import SCHEMA
from schemasync.diagnose.definition_index import DefinitionIndex
from schemasync.diagnose.drift import DriftIndex
from schemasync.diagnose.drift_sentences import UNKNOWN_DIFFERENCE, drift_sentences
from schemasync.diagnose.explain import explain_files, failure_of
from schemasync.diagnose.failure import Failure, subject
from schemasync.diagnose.statement_names import own_name
from schemasync.migrations.discover import Discovery
from schemasync.replay.results import FileError, FileResult
from schemasync.supabase.scope import WEBHOOKS
from schemasync.supabase.supautils_config import SERVICE_SCHEMAS


@dataclass(frozen=True, slots=True)
class ExplainedDryRun:
    """Results of a dry run with diagnoses.

    Attributes:
        results: one per file that ran; the first failure is the last result.
        blame: objects that differ in the database and make it fail.
    """

    results: tuple[FileResult, ...]
    blame: tuple[Ref, ...] = ()


def explain_dry_run(discovery: Discovery, results: Sequence[FileResult], drift: DriftIndex) -> ExplainedDryRun:
    """Add a diagnosis to the file that failed.

    The replay ran the same statement on the applied migrations alone. If it ran there, a difference is the cause, and the
    diagnosis names it. If it failed there with the same error, no difference is the cause, and the file is explained
    by itself.
    """
    names = frozenset(own_name(ref) for ref in (*drift.actual.objects, *drift.actual.extension_members))
    failed = next((result for result in results if result.error), None)
    if failed is None or failed.error is None or not drift.changes:
        return ExplainedDryRun(explain_files(discovery, results, names))
    replayed = drift.replayed(failed.migration.file)
    other = replayed.error if replayed else None
    if failed.error.context is None or (other is not None and _is_same(failed.error, other)):
        return ExplainedDryRun(explain_files(discovery, results, names))
    failure = failure_of(failed.migration, failed.error, DefinitionIndex(discovery.migrations))
    is_certain = replayed is not None and (other is None or other.line > failed.error.line)
    blame = find_blame(failure, drift, is_certain=is_certain) if failure.statement else ()
    if not any(own_name(ref) == subject(failure.message).name for ref in blame) and _is_of_the_platform(failure):
        return ExplainedDryRun(explain_files(discovery, results, names))
    if blame:
        sentence = drift_sentences(failure, drift, blame)
    elif is_certain and failure.statement:
        sentence = UNKNOWN_DIFFERENCE
    else:
        return ExplainedDryRun(explain_files(discovery, results, names))
    error = replace(failed.error, diagnosis=sentence)
    return ExplainedDryRun(tuple(replace(r, error=error) if r is failed else r for r in results), blame)


def _is_of_the_platform(failure: Failure) -> bool:
    """Whether a part of Supabase's own schemas is missing; the replay creates that of Database Webhooks for a file that uses it."""
    asked, schemas = subject(failure.message), {*SERVICE_SCHEMAS, WEBHOOKS}
    return failure.sqlstate in sqlstates.NAMES_NOTHING and (
        asked.schema in schemas or (asked.category == SCHEMA and asked.name in schemas)
    )


def _is_same(one: FileError, other: FileError) -> bool:
    return (one.line, one.sqlstate, one.message) == (other.line, other.sqlstate, other.message)
