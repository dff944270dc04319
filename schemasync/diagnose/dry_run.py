"""Explain why a pending migration fails on the mirror: by itself, or because the database differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

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
from schemasync.replay.results import FileResult
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
    """Add a diagnosis to the file that failed: a difference of the database that is the cause, else what the file itself shows."""
    failed = next((result for result in results if result.error), None)
    cause = _cause_in_database(discovery, failed, drift) if failed else None
    if cause is None or failed is None or failed.error is None:
        names = frozenset(own_name(ref) for ref in (*drift.actual.objects, *drift.actual.extension_members))
        return ExplainedDryRun(explain_files(discovery, results, names))
    error = replace(failed.error, diagnosis=cause.sentence)
    return ExplainedDryRun(tuple(replace(r, error=error) if r is failed else r for r in results), cause.blame)


class _Cause(NamedTuple):
    """The sentence on a difference that makes a file fail, and the objects that differ; none if it is not known which."""

    sentence: str
    blame: tuple[Ref, ...]


def _cause_in_database(discovery: Discovery, failed: FileResult, drift: DriftIndex) -> _Cause | None:
    """The difference that makes a file fail; None if there is none, or if nothing shows that it is the cause.

    The replay ran the same statement on the applied migrations alone. If it ran there, a difference is the cause. If it failed
    there with the same error, no difference is.
    """
    error, replayed = failed.error, drift.replayed(failed.migration.file)
    other = replayed.error if replayed else None
    if error is None or error.context is None or not drift.changes or (other and error.is_same(other)):
        return None
    failure = failure_of(failed.migration, error, DefinitionIndex(discovery.migrations))
    is_certain = replayed is not None and (other is None or other.line > error.line)
    blame = find_blame(failure, drift, is_certain=is_certain) if failure.statement else ()
    if not any(own_name(ref) == subject(failure.message).name for ref in blame) and _is_of_the_platform(failure):
        return None
    if blame:
        return _Cause(drift_sentences(failure, drift, blame), blame)
    return _Cause(UNKNOWN_DIFFERENCE, ()) if is_certain and failure.statement else None


def _is_of_the_platform(failure: Failure) -> bool:
    """Whether a part of Supabase's own schemas is missing; the replay creates that of Database Webhooks for a file that uses it."""
    asked, schemas = subject(failure.message), {*SERVICE_SCHEMAS, WEBHOOKS}
    return failure.sqlstate in sqlstates.NAMES_NOTHING and (
        asked.schema in schemas or (asked.category == SCHEMA and asked.name in schemas)
    )
